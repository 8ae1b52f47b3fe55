namespace Prunella.Supervisor.Control;

/// <summary>Shut the whole project down in reverse order of dependency. Answered by an <see cref="EntryReply"/> for each fact of it, and an end once all processes are gone.</summary>
public sealed record DownRequest : AgentRequest
{
    /// <summary>Who asks.</summary>
    public required string Author { get; init; }
}
