namespace Prunella.Supervisor.Control;

/// <summary>What people are told of at this moment, and what is silenced. Answered by one <see cref="AlertsReply"/>.</summary>
public sealed record AlertsRequest : AgentRequest;
