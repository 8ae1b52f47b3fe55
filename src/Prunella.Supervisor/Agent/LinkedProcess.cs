using Prunella.Kernel;
using Prunella.Link;
using Prunella.Metrics;

namespace Prunella.Supervisor;

/// <summary>The series that one supervised process has told of, with their newest values. The reactor takes them in, the hub's collecting thread writes them.</summary>
internal sealed class LinkedProcess(ComponentName component)
{
    private const string OverflowInstrument = "prunella.link.series.left_out";

    private readonly Lock _lock = new();
    private readonly (SeriesKey Key, string Description, SeriesId? Id)?[] _series = new (SeriesKey, string, SeriesId?)?[MetricsPayload.MostSeries];
    private readonly float[] _values = new float[MetricsPayload.MostSeries];
    private SeriesId? _overflow;
    private int _count;
    private int _leftOut;

    /// <summary>Whether it serves: a standby's series are kept, but not shown as its component's.</summary>
    public bool Serves { get; set; }

    public void Take(MetricsPayload news)
    {
        lock (_lock)
        {
            foreach (LinkedSeries series in news.Declared)
            {
                SeriesKey key = series.Key with { Tags = series.Key.Tags.With(SeriesKey.ComponentTag, component.Value) };
                _series[series.Number] = (key, series.Description, null);
                _values[series.Number] = float.NaN;
                _count = Math.Max(_count, series.Number + 1);
            }

            foreach (LinkedPoint point in news.Points)
                _values[point.Number] = point.Value;
            _leftOut = news.LeftOut;
        }
    }

    public void Write(ISeriesWriter writer)
    {
        lock (_lock)
        {
            if (!Serves)
                return;
            for (int i = 0; i < _count; i++)
            {
                if (_series[i] is not { } series || !float.IsFinite(_values[i]))
                    continue;
                SeriesId id = series.Id ?? writer.Declare(series.Key, series.Description);
                if (series.Id is null)
                    _series[i] = series with { Id = id };
                writer.Value(id, _values[i]);
            }

            if (_leftOut > 0)
                writer.Value(_overflow ??= writer.Declare(Overflow(), "Series of the process beyond those that it tells the agent of."), _leftOut);
        }
    }

    private SeriesKey Overflow() => new(PrunellaTelemetry.Name, OverflowInstrument, "{series}", SeriesKind.Gauge,
        [new SeriesTag(SeriesKey.ComponentTag, component.Value), new SeriesTag(SeriesKey.OverflowTag, "true")]);
}
