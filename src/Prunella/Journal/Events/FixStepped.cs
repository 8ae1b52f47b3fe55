namespace Prunella.Journal;

/// <summary>A step of a fix was carried out, or could not be.</summary>
public sealed record FixStepped : JournalEvent
{
    /// <summary>The fix, by the name made of its content.</summary>
    public required string Fix { get; init; }

    /// <summary>Which step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>What it does.</summary>
    public required string What { get; init; }

    /// <summary>Why it could not be done; null where it was.</summary>
    public string? Error { get; init; }
}
