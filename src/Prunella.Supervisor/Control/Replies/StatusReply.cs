namespace Prunella.Supervisor.Control;

/// <summary>How things are at this moment.</summary>
/// <param name="Status">The picture.</param>
public sealed record StatusReply(AgentStatus Status) : AgentReply;
