namespace Prunella.Journal;

/// <summary>A place where the journal itself began a new chain, because it found a file damaged, and said so.</summary>
/// <param name="File">The file whose first line states it.</param>
/// <param name="Sequence">The place of that line.</param>
/// <param name="Damage">What was found and where it was put.</param>
public sealed record JournalBreak(string File, long Sequence, JournalDamaged Damage);
