namespace Prunella.Metrics;

/// <summary>Lets sources declare series and write their values. The collecting thread.</summary>
internal sealed class SeriesWriter(SeriesRegistry registry, MetricsHealth health) : ISeriesWriter
{
    private readonly Dictionary<int, WrittenRecorder> _recorders = [];

    public SeriesId Declare(SeriesKey key, string description)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(description);
        WrittenRecorder recorder = registry.GetOrAddPlain(key, description);
        SeriesId id = recorder.Series.Info.Id;
        _recorders[id.Value] = recorder;
        return id;
    }

    public void Value(SeriesId series, double value)
    {
        if (double.IsFinite(value))
            _recorders[series.Value].Level(value);
        else
            health.Refused();
    }

    public void Total(SeriesId series, double total)
    {
        if (double.IsFinite(total))
            _recorders[series.Value].Record(total);
        else
            health.Refused();
    }
}
