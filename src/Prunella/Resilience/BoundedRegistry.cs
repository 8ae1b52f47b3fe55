using System.Collections.Concurrent;

namespace Prunella.Resilience;

/// <summary>Things by key, made when first asked for; beyond the bound those not asked for longest go. Thread-safe; finding takes no lock.</summary>
internal sealed class BoundedRegistry<TKey, TValue>(int capacity, CoarseClock clock, Func<TKey, TValue> create)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();
    private readonly Lock _lock = new();
    private volatile int _capacity = capacity;

    /// <summary>How many are kept. A smaller number takes hold when the next is added.</summary>
    public int Capacity
    {
        get => _capacity;
        set => _capacity = value;
    }

    public IEnumerable<TValue> Values => _slots.Select(static pair => pair.Value.Value);

    public TValue Get(TKey key)
    {
        Slot slot = _slots.TryGetValue(key, out Slot? found) ? found : Add(key);
        long now = clock.Milliseconds;
        if (slot.UsedAt != now)
            slot.UsedAt = now;
        return slot.Value;
    }

    private Slot Add(TKey key)
    {
        lock (_lock)
        {
            if (_slots.TryGetValue(key, out Slot? found))
                return found;
            if (_slots.Count >= _capacity)
                Evict_NeedsLock();
            var slot = new Slot(create(key)) { UsedAt = clock.Milliseconds };
            _slots[key] = slot;
            return slot;
        }
    }

    // An eighth goes at once: the search costs as much for one as for many.
    private void Evict_NeedsLock()
    {
        int surplus = _slots.Count - _capacity + Math.Max(1, _capacity / 8);
        foreach (TKey key in _slots.ToArray().OrderBy(static pair => pair.Value.UsedAt).Take(surplus).Select(static pair => pair.Key))
            _ = _slots.TryRemove(key, out _);
    }

    private sealed class Slot(TValue value)
    {
        public readonly TValue Value = value;
        public long UsedAt;
    }
}
