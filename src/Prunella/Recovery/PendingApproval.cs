namespace Prunella.Recovery;

/// <summary>An action that a person may allow or refuse.</summary>
/// <param name="Action">The name of the action.</param>
/// <param name="Plan">What it would do.</param>
/// <param name="ExpiresAt">After this moment, by the wall clock, it counts as refused.</param>
public sealed record PendingApproval(string Action, ActionPlan Plan, DateTimeOffset ExpiresAt);
