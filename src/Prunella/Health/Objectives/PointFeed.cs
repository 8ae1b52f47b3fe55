using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Counts the points of series: those above a limit are bad.</summary>
internal sealed class PointFeed(ServiceObjective objective) : IObjectiveFeed
{
    private readonly double _limit = objective.AtMost!.Value;
    private EventCounts _counts;
    private bool _seen;

    public bool Wants(SeriesInfo series) =>
        !series.IsOverflow && (series.Key.Name == objective.Series || series.Key.Instrument == objective.Series) && SeriesMatch.Fits(objective, series.Key);

    public void Take(SeriesInfo series, in SeriesPoint point, TimeSpan period)
    {
        _seen = true;
        _counts += point.Value > _limit ? new EventCounts(0, 1, 0) : new EventCounts(1, 0, 0);
    }

    public (EventCounts Events, bool Seen) Collect(DateTimeOffset time)
    {
        EventCounts counts = _counts;
        _counts = default;
        return (counts, _seen);
    }
}
