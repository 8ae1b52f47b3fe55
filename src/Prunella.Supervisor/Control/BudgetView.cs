namespace Prunella.Supervisor.Control;

/// <summary>What is left of one budget of actions.</summary>
/// <param name="Scope"><c>all</c>, or the name of a group or component.</param>
/// <param name="Left">How many actions may still be done at this moment.</param>
/// <param name="Capacity">How many may be done in one <paramref name="Period"/>.</param>
/// <param name="Period">How long an empty budget takes to fill.</param>
public sealed record BudgetView(string Scope, int Left, int Capacity, TimeSpan Period);
