namespace Prunella.Metrics;

/// <summary>A list that is only added to: one writer at a time, readers without a lock.</summary>
internal sealed class GrowingList<T>
{
    private T[] _items = new T[64];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>What is in it at this moment.</summary>
    public ReadOnlySpan<T> Items
    {
        get
        {
            int count = Volatile.Read(ref _count); // before the array: an array read later holds at least so many
            return Volatile.Read(ref _items).AsSpan(0, count);
        }
    }

    public void Add(T item)
    {
        if (_count == _items.Length)
        {
            var larger = new T[_items.Length * 2];
            _items.CopyTo(larger, 0);
            Volatile.Write(ref _items, larger);
        }

        _items[_count] = item;
        Volatile.Write(ref _count, _count + 1);
    }
}
