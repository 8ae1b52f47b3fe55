namespace Prunella.Journal;

/// <summary>What a <see cref="FindingMade"/> told of is no longer so.</summary>
public sealed record FindingEnded : JournalEvent
{
    /// <summary>The name of the cause.</summary>
    public required string Finding { get; init; }

    /// <summary>The finding in one sentence, as it was told.</summary>
    public required string Title { get; init; }

    /// <summary>How long it was so.</summary>
    public required TimeSpan Duration { get; init; }
}
