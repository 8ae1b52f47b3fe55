namespace Prunella.Metrics;

/// <summary>A histogram: how many measurements, their median and their tail, and the distributions of the past.</summary>
internal sealed class DistributionRecorder(SeriesSlot rate, SeriesSlot median, SeriesSlot tail) : Recorder
{
    private const double TailQuantile = 0.99;

    private readonly Distribution _distribution = new();
    private readonly Lock _lock = new();
    private readonly SketchHistory _history = new();
    private DistributionRollUp? _rollUp;
    private long _minute = -1;

    /// <summary>The series that carries the distribution.</summary>
    public SeriesSlot Rate => rate;

    public override void Record(double value) => _distribution.Record(value);

    public override void RollUp(RollUp rollUp)
    {
        SketchDelta delta = rollUp.Delta;
        lock (_lock)
        {
            _rollUp ??= new DistributionRollUp(_distribution);
            long minute = (rollUp.Time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - 1) / TimeSpan.TicksPerMinute;
            if (minute != _minute && _minute >= 0)
            {
                _rollUp.TakeMinute(delta);
                _history.Add(_minute, delta, rollUp.SketchShare);
            }

            _minute = minute;
            _rollUp.Advance(delta);
        }

        rollUp.Value(rate, delta.Count / rollUp.Seconds);
        rollUp.Value(median, delta.Quantile(0.5));
        rollUp.Value(tail, delta.Quantile(TailQuantile));
    }

    /// <summary>All that was measured in the minutes that a window touches.</summary>
    public QuantileSketch Within(TimeWindow window)
    {
        long first = (window.From.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMinute;
        long last = (window.To.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - 1) / TimeSpan.TicksPerMinute;
        lock (_lock)
        {
            IEnumerable<QuantileSketch> past = _history.Within(first, last);
            return QuantileSketch.Merge(_minute >= first && _minute <= last && _rollUp is { } open ? past.Append(open.OpenMinute()) : past);
        }
    }

    public override void Read(List<SeriesReading> readings)
    {
        QuantileSketch total;
        lock (_lock)
            total = _rollUp?.Total() ?? QuantileSketch.Empty;
        readings.Add(new SeriesReading(rate.Info, rate.Newest, total.Count, total));
        readings.Add(new SeriesReading(median.Info, median.Newest, Total: null, Distribution: null));
        readings.Add(new SeriesReading(tail.Info, tail.Newest, Total: null, Distribution: null));
    }
}
