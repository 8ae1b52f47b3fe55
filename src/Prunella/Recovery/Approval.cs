namespace Prunella.Recovery;

/// <summary>A person's leave for one action.</summary>
/// <param name="Action">The name of the action.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record Approval(string Action, string By, string Reason);
