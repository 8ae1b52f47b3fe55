namespace Prunella.Health;

/// <summary>Counts what the code of the service says. Any thread may add.</summary>
internal sealed class RecordedFeed : IObjectiveFeed
{
    private long _good, _bad;
    private bool _seen;

    public void Add(long good, long bad)
    {
        if (good > 0)
            _ = Interlocked.Add(ref _good, good);
        if (bad > 0)
            _ = Interlocked.Add(ref _bad, bad);
    }

    public (EventCounts Events, bool Seen) Collect(DateTimeOffset time)
    {
        EventCounts counts = new(Interlocked.Exchange(ref _good, 0), Interlocked.Exchange(ref _bad, 0), 0);
        _seen |= counts != default;
        return (counts, _seen);
    }
}
