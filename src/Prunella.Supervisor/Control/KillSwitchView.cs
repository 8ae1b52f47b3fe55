namespace Prunella.Supervisor.Control;

/// <summary>The kill switch at one moment.</summary>
/// <param name="Engaged">Whether healing is stopped.</param>
/// <param name="Reason">Why and by whom; null while it is not stopped.</param>
public sealed record KillSwitchView(bool Engaged, string? Reason = null);
