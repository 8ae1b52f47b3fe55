namespace Prunella.Supervisor.Control;

/// <summary>Tell nobody of some components for a while. Answered by one <see cref="DoneReply"/>.</summary>
public sealed record SilenceRequest : AgentRequest
{
    /// <summary>The components; <c>*</c> stands for any text.</summary>
    public required string Components { get; init; }

    /// <summary>For how long; zero lifts a silence of the same pattern.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>Who asks.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
