namespace Prunella.Supervisor.Control;

/// <summary>How are things from now on? Answered by a <see cref="StatusReply"/> at once and after each change, and by an <see cref="EntryReply"/> for each new fact, until the operator hangs up.</summary>
/// <remarks>At most ten statuses a second; a slow operator loses the oldest facts and is told by a <see cref="MissedReply"/>.</remarks>
public sealed record WatchRequest : AgentRequest;
