namespace Prunella.Supervisor.Control;

/// <summary>Facts were dropped because the operator read too slowly.</summary>
/// <param name="Count">How many since the last answer.</param>
public sealed record MissedReply(long Count) : AgentReply;
