namespace Prunella.Journal;

/// <summary>Somebody has taken a trouble on: people are not told of it again until it is over.</summary>
public sealed record AlertAcknowledged : JournalEvent
{
    /// <summary>Who.</summary>
    public required string Author { get; init; }
}
