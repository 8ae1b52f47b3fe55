using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Prunella.Metrics;

/// <summary>What the hub keeps of an instrument: where each set of its tags is recorded.</summary>
internal sealed class InstrumentState
{
    private readonly SeriesRegistry _registry;
    private readonly MetricsHealth _health;
    private readonly Instrument _instrument;
    private readonly SeriesKind _kind;
    private readonly Func<SeriesSlot, Recorder> _make;
    private readonly int _mostSpellings;
    private readonly TagTable _table = new();
    private readonly Lock _lock = new();
    private Recorder? _untagged;
    private Recorder? _overflow;

    public InstrumentState(Instrument instrument, SeriesRegistry registry, MetricsOptions options, MetricsHealth health)
    {
        _instrument = instrument;
        _registry = registry;
        _health = health;
        _mostSpellings = options.MaxSeriesPerInstrument * 2;
        (_kind, _make) = KindOf(instrument);
    }

    /// <summary>Takes a measurement. Any thread; of tags that are known it makes no garbage. Never throws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!double.IsFinite(value))
            _health.Refused();
        else if ((tags.IsEmpty ? _untagged : _table.Find(tags)) is { } recorder)
            recorder.Record(value);
        else
            RecordNew(value, tags);
    }

    private static (SeriesKind Kind, Func<SeriesSlot, Recorder> Make) KindOf(Instrument instrument)
    {
        Type type = instrument.GetType();
        Type? open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (open == typeof(Histogram<>))
            return (SeriesKind.HistogramRate, static _ => throw new System.Diagnostics.UnreachableException());
        if (open == typeof(ObservableCounter<>))
            return (SeriesKind.Counter, static series => new TotalRecorder(series));
        if (open == typeof(ObservableUpDownCounter<>))
            return (SeriesKind.UpDownCounter, static series => new LevelRecorder(series));
        if (instrument.IsObservable)
            return (SeriesKind.Gauge, static series => new LevelRecorder(series));
        if (open == typeof(Counter<>))
            return (SeriesKind.Counter, static series => new SumRecorder(series));
        if (open == typeof(UpDownCounter<>))
            return (SeriesKind.UpDownCounter, static series => new SumRecorder(series));
        return (SeriesKind.Gauge, static series => new GaugeRecorder(series));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordNew(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            // Beyond the limit a new set of tags costs a look-up and no more: no text of it is made.
            Recorder recorder = Volatile.Read(ref _overflow) is { } overflow && _table.Count >= _mostSpellings ? overflow : FindOrAdd(tags);
            recorder.Record(value);
        }
        catch (Exception)
        {
            _health.Refused(); // the text of a tag's value is user code, and the caller's work goes on whatever it does
        }
    }

    private Recorder FindOrAdd(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_overflow is { } full)
            return full;
        SeriesKey key = new(_instrument.Meter.Name, _instrument.Name, _instrument.Unit ?? "", _kind, AllTags(tags));
        Recorder recorder = _registry.GetOrAdd(key, _instrument.Description ?? "", _make, out bool overflowed);
        lock (_lock)
        {
            if (overflowed)
                _overflow = recorder;
            else if (tags.IsEmpty)
                _untagged = recorder;
            else if (_table.Count < _mostSpellings && _table.Find(tags) is null && IsKeepable(tags))
                _table.Add_NeedsLock(tags, recorder);
        }

        return recorder;
    }

    // The tags of the instrument and of its meter hold for every measurement.
    private SeriesTags AllTags(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_instrument.Tags is null && _instrument.Meter.Tags is null)
            return SeriesTags.Of(tags);
        return SeriesTags.Of([.. _instrument.Meter.Tags ?? [], .. _instrument.Tags ?? [], .. tags]);
    }

    // A value of another type would be kept alive, and found by no later look-up.
    private static bool IsKeepable(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (ref readonly KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Value is not (null or string) && tag.Value.GetType() is { IsPrimitive: false, IsEnum: false })
                return false;
        }

        return true;
    }
}
