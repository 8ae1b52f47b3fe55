namespace Prunella.Supervisor.Control;

/// <summary>It was done.</summary>
/// <param name="Message">What was done, one sentence for people.</param>
public sealed record DoneReply(string Message) : AgentReply;
