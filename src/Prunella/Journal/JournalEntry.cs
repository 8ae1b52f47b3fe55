namespace Prunella.Journal;

/// <summary>A fact with its place in the order of facts.</summary>
/// <param name="Sequence">Its place, from 1, without a gap; unique within one journal.</param>
/// <param name="Time">When it was noted, by the wall clock, in UTC: for people. The order is the sequence's.</param>
/// <param name="Source">The process that noted it, as <c>agent</c> or <c>orders#1</c>.</param>
/// <param name="Event">The fact.</param>
public sealed record JournalEntry(long Sequence, DateTimeOffset Time, string Source, JournalEvent Event);
