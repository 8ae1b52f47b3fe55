namespace Prunella.Supervisor.Control;

/// <summary>Stop all healing: throw the kill switch. The services run on. Answered by one <see cref="DoneReply"/>.</summary>
public sealed record StopRequest : AgentRequest
{
    /// <summary>Who asks.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
