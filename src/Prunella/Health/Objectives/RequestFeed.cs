using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Counts requests by the tags of their series: those that failed are bad.</summary>
internal sealed class RequestFeed(ServiceObjective objective) : IObjectiveFeed
{
    private readonly Dictionary<SeriesId, bool> _bad = [];
    private EventCounts _counts;

    public bool Wants(SeriesInfo series)
    {
        SeriesKey key = series.Key;
        if (key.Kind is not (SeriesKind.HistogramRate or SeriesKind.Counter) || key.Instrument != objective.Series || series.IsOverflow || !SeriesMatch.Fits(objective, key))
            return false;
        _bad[series.Id] = SeriesMatch.IsBad(objective, key);
        return true;
    }

    public void Take(SeriesInfo series, in SeriesPoint point, TimeSpan period)
    {
        long events = Math.Max(0, (long)Math.Round(point.Value * period.TotalSeconds)); // a rate: what it is of, by the time it is over
        _counts += _bad[series.Id] ? new EventCounts(0, events, 0) : new EventCounts(events, 0, 0);
    }

    public (EventCounts Events, bool Seen) Collect(DateTimeOffset time)
    {
        EventCounts counts = _counts;
        _counts = default;
        return (counts, _bad.Count > 0);
    }
}
