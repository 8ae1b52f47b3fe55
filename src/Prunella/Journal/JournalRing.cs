namespace Prunella.Journal;

/// <summary>The newest entries, bounded by count and by bytes. Guarded by the journal's lock.</summary>
internal sealed class JournalRing(int capacity)
{
    /// <summary>Beyond this estimated size of all entries the oldest go, whatever the capacity.</summary>
    public const long MaxBytes = 32 << 20;

    private readonly (JournalEntry? Entry, int Size)[] _slots = new (JournalEntry?, int)[capacity];
    private int _first;
    private int _count;
    private long _bytes;

    public void Add(JournalEntry entry, int size)
    {
        while (_count == capacity || (_count > 0 && _bytes + size > MaxBytes))
            DropOldest();
        _slots[(_first + _count++) % capacity] = (entry, size);
        _bytes += size;
    }

    /// <summary>Oldest first.</summary>
    public JournalEntry[] Snapshot()
    {
        var entries = new JournalEntry[_count];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = _slots[(_first + i) % capacity].Entry!;
        return entries;
    }

    private void DropOldest()
    {
        _bytes -= _slots[_first].Size;
        _slots[_first] = default;
        _first = (_first + 1) % capacity;
        _count--;
    }
}
