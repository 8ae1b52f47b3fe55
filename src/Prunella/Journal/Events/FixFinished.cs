namespace Prunella.Journal;

/// <summary>A fix was carried out, or was not and left nothing behind.</summary>
public sealed record FixFinished : JournalEvent
{
    /// <summary>The fix, by the name made of its content.</summary>
    public required string Fix { get; init; }

    /// <summary>Why it was not carried out; null where it was.</summary>
    public string? Error { get; init; }

    /// <summary>Where the texts from before lie; null for nowhere.</summary>
    public string? Backup { get; init; }
}
