namespace Prunella.Journal;

/// <summary>What a verification of all files found.</summary>
public sealed record JournalVerification
{
    /// <summary>Whether every line is as it was written and follows the one before, without a break.</summary>
    public bool IsWhole => Fault is null && Breaks.Count == 0;

    /// <summary>The first broken link; null where there is none. What follows it was not read.</summary>
    public JournalFault? Fault { get; init; }

    /// <summary>Breaks that the journal stated itself.</summary>
    public IReadOnlyList<JournalBreak> Breaks { get; init; } = [];

    /// <summary>Files and torn ends that were set aside and do not belong to the chain.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>How many files are whole.</summary>
    public int Files { get; init; }

    /// <summary>How many lines are whole.</summary>
    public long Entries { get; init; }

    /// <summary>How many places have no line of their own: entries stated as lost, or in files set aside.</summary>
    public long Missing { get; init; }

    /// <summary>Whether the beginning is gone: deleted because the files grew too large.</summary>
    public bool BeginningIsCut { get; init; }

    /// <summary>The first place; 0 where there is no entry.</summary>
    public long FirstSequence { get; init; }

    /// <summary>The time of the first entry; null where there is none.</summary>
    public DateTimeOffset? FirstTime { get; init; }

    /// <summary>The time of the last whole entry; null where there is none.</summary>
    public DateTimeOffset? LastTime { get; init; }

    /// <summary>The last whole entry, to be noted elsewhere; null where there is none.</summary>
    public JournalAnchor? Head { get; init; }
}
