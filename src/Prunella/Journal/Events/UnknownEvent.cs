namespace Prunella.Journal;

/// <summary>A fact that this version can not read: of a kind, or with a value, that a newer version wrote. It is kept and passed on as it is.</summary>
public sealed record UnknownEvent : JournalEvent
{
    /// <summary>Its kind, as it stands in the file; empty where there is none.</summary>
    public required string Kind { get; init; }

    /// <summary>The whole fact, as JSON.</summary>
    public required string Json { get; init; }
}
