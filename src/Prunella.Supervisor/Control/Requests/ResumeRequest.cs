namespace Prunella.Supervisor.Control;

/// <summary>Heal again: release the kill switch. Answered by one <see cref="DoneReply"/>.</summary>
public sealed record ResumeRequest : AgentRequest
{
    /// <summary>Who asks.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
