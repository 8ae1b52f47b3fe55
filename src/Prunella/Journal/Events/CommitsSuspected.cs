namespace Prunella.Journal;

/// <summary>The history of the project was asked which commits caused an error.</summary>
public sealed record CommitsSuspected : JournalEvent
{
    /// <summary>The name of the error.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The commits, those that are known first, then the likeliest; at most five, empty where nothing points at any.</summary>
    public IReadOnlyList<SuspectedCommit> Commits { get; init; } = [];

    /// <summary>How many commits were considered.</summary>
    public int Considered { get; init; }

    /// <summary>What the answer lacks, as that the history took too long to read; null where it lacks nothing.</summary>
    public string? Note { get; init; }
}
