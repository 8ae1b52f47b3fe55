using Prunella.Health;

namespace Prunella.Supervisor.Control;

/// <summary>Alerts and silences.</summary>
/// <param name="Active">Episodes of trouble that are not over.</param>
/// <param name="Silences">Silences in force.</param>
public sealed record AlertsReply(IReadOnlyList<ActiveAlert> Active, IReadOnlyList<AlertSilence> Silences) : AgentReply;
