namespace Prunella.Journal;

/// <summary>What became of a fix that was carried out: it helped, it did not, it was set apart, or a person stands for it.</summary>
public sealed record FixJudged : JournalEvent
{
    /// <summary>The fix, by the name made of its content.</summary>
    public required string Fix { get; init; }

    /// <summary>What became of it: <c>helped</c>, <c>failed</c>, <c>set-apart</c>, <c>approved</c>, <c>released</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why; of a person who approved or released it, the name.</summary>
    public required string Detail { get; init; }
}
