namespace Prunella.Journal;

/// <summary>One entry and the hash of its line: noted elsewhere, it proves later that the journal up to there is unchanged.</summary>
/// <param name="Sequence">The place of the entry.</param>
/// <param name="Hash">SHA-256 of its line, 64 lower-case hexadecimal digits; null where only the place is known.</param>
public sealed record JournalAnchor(long Sequence, string? Hash = null);
