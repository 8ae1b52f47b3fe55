namespace Prunella.Journal;

/// <summary>What waits for the disk: an entry, or the statement that entries were lost here.</summary>
/// <remarks>A loss stands in one line for the places from its own to <see cref="Last"/>.</remarks>
internal sealed class PendingLine(JournalEntry entry, long last, int size)
{
    public JournalEntry Entry { get; set; } = entry;

    public long Last { get; set; } = last;

    public int Size { get; } = size;

    public bool IsLoss { get; init; }
}
