namespace Prunella.Journal;

/// <summary>How the journal stands at one moment.</summary>
public sealed record JournalStatus
{
    /// <summary>The place of the newest entry; 0 where there is none.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The newest entry that is on the disk for certain; null where there is no store, or nothing is on disk.</summary>
    public JournalAnchor? Durable { get; init; }

    /// <summary>How many entries of this run could not be kept in the files.</summary>
    public required long Lost { get; init; }

    /// <summary>Why the store can not write at this moment; null while it can.</summary>
    public string? StoreError { get; init; }
}
