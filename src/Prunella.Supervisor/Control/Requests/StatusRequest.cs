namespace Prunella.Supervisor.Control;

/// <summary>How are things? Answered by one <see cref="StatusReply"/>.</summary>
public sealed record StatusRequest : AgentRequest;
