namespace Prunella.Journal;

/// <summary>A person said how healing did in an incident.</summary>
public sealed record IncidentRated : JournalEvent
{
    /// <summary>How it did.</summary>
    public required HealingRating Rating { get; init; }

    /// <summary>Who says so.</summary>
    public required string By { get; init; }

    /// <summary>What should have been, in their words.</summary>
    public string? Note { get; init; }
}
