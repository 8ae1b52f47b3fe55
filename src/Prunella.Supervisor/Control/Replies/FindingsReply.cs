namespace Prunella.Supervisor.Control;

/// <summary>What telemetry shows, the gravest first, what is over last.</summary>
/// <param name="Findings">At most 256.</param>
public sealed record FindingsReply(IReadOnlyList<FindingView> Findings) : AgentReply;
