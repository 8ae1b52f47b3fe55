namespace Shop.Load;

/// <summary>Counts what requests met. Thread-safe; bounded memory.</summary>
internal sealed class LoadStatistics(TimeSpan interval)
{
    private const int MaxIntervals = 3_600;

    private readonly Lock _lock = new();
    private readonly LatencyHistogram _latencies = new();
    private readonly SortedDictionary<long, Slot> _slots = [];
    private OutcomeCounts _outcomes;
    private long _idleClosed;
    private int _inFlight;

    public void Started()
    {
        lock (_lock)
            _inFlight++;
    }

    /// <summary>Counts one that was never started.</summary>
    public void NotSent(TimeSpan due)
    {
        lock (_lock)
            Record_NeedsLock(due, TimeSpan.Zero, Outcome.NotSent);
    }

    /// <param name="due">When it was to be sent, since the load began.</param>
    /// <param name="latency">From then to its end.</param>
    /// <param name="outcome">What became of it.</param>
    public void Ended(TimeSpan due, TimeSpan latency, Outcome outcome)
    {
        lock (_lock)
        {
            _inFlight--;
            Record_NeedsLock(due, latency, outcome);
        }
    }

    public void IdleClosed()
    {
        lock (_lock)
            _idleClosed++;
    }

    public LoadSnapshot Snapshot(TimeSpan at)
    {
        lock (_lock)
            return new(at, _outcomes, _inFlight, _idleClosed, _latencies.Percentile(0.5), _latencies.Percentile(0.99), _latencies.Max);
    }

    public IReadOnlyList<LoadInterval> Series()
    {
        lock (_lock)
        {
            return [.. _slots.Select(slot =>
                new LoadInterval(slot.Key * interval, slot.Value.Outcomes, slot.Value.Latencies.Percentile(0.99), slot.Value.Latencies.Max))];
        }
    }

    public LoadInterval Between(TimeSpan from, TimeSpan to)
    {
        lock (_lock)
        {
            OutcomeCounts outcomes = default;
            var latencies = new LatencyHistogram();
            foreach ((long index, Slot slot) in _slots)
            {
                if (index * interval < from || (index + 1) * interval > to)
                    continue;
                outcomes += slot.Outcomes;
                latencies.Add(slot.Latencies);
            }

            return new LoadInterval(from, outcomes, latencies.Percentile(0.99), latencies.Max);
        }
    }

    private void Record_NeedsLock(TimeSpan due, TimeSpan latency, Outcome outcome)
    {
        Slot slot = SlotOf_NeedsLock(due.Ticks / interval.Ticks);
        slot.Outcomes = slot.Outcomes.Plus(outcome);
        _outcomes = _outcomes.Plus(outcome);
        if (outcome == Outcome.Ok)
        {
            slot.Latencies.Record(latency);
            _latencies.Record(latency);
        }
    }

    private Slot SlotOf_NeedsLock(long index)
    {
        if (_slots.TryGetValue(index, out Slot? slot))
            return slot;
        _slots[index] = slot = new Slot();
        if (_slots.Count > MaxIntervals)
            _ = _slots.Remove(_slots.Keys.First());
        return slot;
    }

    private sealed class Slot
    {
        public OutcomeCounts Outcomes { get; set; }

        public LatencyHistogram Latencies { get; } = new();
    }
}
