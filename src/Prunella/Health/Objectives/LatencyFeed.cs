using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Counts the measurements of histograms: those above a limit are bad. They are read from the hub's sketches, so the limit is met within 1.6 %.</summary>
internal sealed class LatencyFeed(ServiceObjective objective, IMetricsReader metrics) : IObjectiveFeed
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<SeriesId, Taken> _series = [];
    private readonly double _limit = objective.AtMost!.Value;

    public bool Wants(SeriesInfo series)
    {
        if (series.Key.Kind != SeriesKind.HistogramRate || series.Key.Instrument != objective.Series || series.IsOverflow || !SeriesMatch.Fits(objective, series.Key))
            return false;
        _series[series.Id] = new Taken();
        return true;
    }

    public void Take(SeriesInfo series, in SeriesPoint point, TimeSpan period) => _series[series.Id].IsNew |= point.Value > 0;

    public (EventCounts Events, bool Seen) Collect(DateTimeOffset time)
    {
        EventCounts counts = default;
        DateTimeOffset minute = new((time.UtcTicks - 1) / _minute.Ticks * _minute.Ticks, TimeSpan.Zero);
        foreach ((SeriesId id, Taken taken) in _series)
        {
            // The sketch of a minute grows; what it has grown by since the last look is new.
            if (taken.Minute != minute && taken.Minute != default)
                counts += taken.Grown(metrics.Sketch(id, new TimeWindow(taken.Minute, taken.Minute + _minute)), _limit);
            if (taken.Minute != minute)
                (taken.Minute, taken.Counted) = (minute, default);
            if (taken.IsNew)
                counts += taken.Grown(metrics.Sketch(id, new TimeWindow(minute, minute + _minute)), _limit);
            taken.IsNew = false;
        }

        return (counts, _series.Count > 0);
    }

    private sealed class Taken
    {
        public DateTimeOffset Minute;
        public EventCounts Counted;
        public bool IsNew;

        public EventCounts Grown(QuantileSketch sketch, double limit)
        {
            long good = sketch.CountUpTo(limit);
            EventCounts now = new(good, sketch.Count - good, 0), grown = now - Counted;
            Counted = now;
            // A minute that the hub has forgotten has nothing to add.
            return grown is { Good: >= 0, Bad: >= 0 } ? grown : default;
        }
    }
}
