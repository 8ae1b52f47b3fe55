using System.Diagnostics.Metrics;

namespace Prunella.Metrics;

/// <summary>Measures how long things take, in seconds, with a histogram. Thread-safe; makes no garbage.</summary>
/// <example><code>using (timer.Start()) { … }</code></example>
public sealed class MeterTimer
{
    private readonly Histogram<double> _histogram;
    private readonly TimeProvider _time;

    internal MeterTimer(Histogram<double> histogram, TimeProvider time)
    {
        _histogram = histogram;
        _time = time;
    }

    /// <summary>Begins to measure; dispose what is returned to record.</summary>
    public MeterTiming Start() => new(this, _time.GetTimestamp());

    /// <summary>Records a time that was measured elsewhere.</summary>
    /// <param name="elapsed">Not negative, else it is not recorded.</param>
    /// <param name="tags">The tags.</param>
    public void Record(TimeSpan elapsed, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (elapsed >= TimeSpan.Zero)
            _histogram.Record(elapsed.TotalSeconds, tags);
    }

    internal TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);
}
