namespace Prunella.Supervisor;

/// <summary>Why a plan can not be carried out.</summary>
/// <param name="Path">The place in the plan, as <c>services.orders.requires[0]</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record PlanError(string Path, string Message);
