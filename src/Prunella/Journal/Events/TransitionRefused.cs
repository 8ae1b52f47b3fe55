namespace Prunella.Journal;

/// <summary>A status that may not follow the one before it was kept from being stored.</summary>
public sealed record TransitionRefused : JournalEvent
{
    /// <summary>The kind of thing: <c>order</c>.</summary>
    public required string Entity { get; init; }

    /// <summary>Which one, where it was said.</summary>
    public string? Id { get; init; }

    /// <summary>The status it has.</summary>
    public required string From { get; init; }

    /// <summary>The status it was to get.</summary>
    public required string To { get; init; }
}
