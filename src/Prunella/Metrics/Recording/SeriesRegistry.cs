namespace Prunella.Metrics;

/// <summary>All series of a hub, by key and by number, and the limits of how many there may be. Thread-safe.</summary>
internal sealed class SeriesRegistry(MetricsOptions options, StoreShape shape, Func<DateTimeOffset> now)
{
    private const int SeriesOfHistogram = 3;
    private const int SeriesOfPlain = 1;

    private readonly Lock _lock = new();
    private readonly Dictionary<SeriesKey, Recorder> _recorders = [];
    private readonly Dictionary<(string Meter, string Instrument), int> _counts = [];
    private readonly GrowingList<SeriesSlot> _series = new();
    private readonly GrowingList<Recorder> _all = new();
    private readonly Dictionary<int, DistributionRecorder> _distributions = [];
    private int _limited;

    /// <summary>Every series, by number. A snapshot.</summary>
    public ReadOnlySpan<SeriesSlot> Series => _series.Items;

    /// <summary>Every recorder. A snapshot.</summary>
    public ReadOnlySpan<Recorder> Recorders => _all.Items;

    /// <summary>How many histograms there are.</summary>
    public int Histograms => _distributions.Count;

    /// <summary>Is told each series that is new, under the registry's lock.</summary>
    public Action<SeriesSlot>? OnAdded { get; set; }

    /// <summary>The recorder of a histogram's series; null for another series.</summary>
    public DistributionRecorder? DistributionOf(SeriesId series)
    {
        lock (_lock)
            return _distributions.GetValueOrDefault(series.Value);
    }

    /// <summary>Finds or makes the recorder of a key.</summary>
    /// <param name="key">Of a histogram the key of its rate.</param>
    /// <param name="description">What its maker says of it.</param>
    /// <param name="make">Makes the recorder of a series that is no histogram.</param>
    /// <param name="overflowed">Whether the limits left only the overflow series.</param>
    public Recorder GetOrAdd(SeriesKey key, string description, Func<SeriesSlot, Recorder> make, out bool overflowed) =>
        GetOrAdd(key, description, make, key.Kind == SeriesKind.HistogramRate ? SeriesOfHistogram : SeriesOfPlain, out overflowed);

    private Recorder GetOrAdd(SeriesKey key, string description, Func<SeriesSlot, Recorder> make, int size, out bool overflowed)
    {
        overflowed = false;
        lock (_lock)
        {
            if (_recorders.TryGetValue(key, out Recorder? known))
                return known;
            int count = _counts.GetValueOrDefault((key.Meter, key.Instrument));
            if (key.Tags[SeriesKey.OverflowTag] is null)
            {
                if (count + size > options.MaxSeriesPerInstrument || _limited + size > options.MaxSeries)
                {
                    overflowed = true;
                    SeriesTags rest = key.Component is { } component
                        ? [new SeriesTag(SeriesKey.ComponentTag, component), new SeriesTag(SeriesKey.OverflowTag, "true")]
                        : [new SeriesTag(SeriesKey.OverflowTag, "true")];
                    return GetOverflow_NeedsLock(key with { Tags = rest }, description, make, size);
                }

                _limited += size;
                _counts[(key.Meter, key.Instrument)] = count + size;
            }

            return Add_NeedsLock(key, description, make, size);
        }
    }

    /// <summary>Finds or makes the recorder of a series that comes as plain values, of whatever kind; one that an instrument made is not handed out.</summary>
    /// <exception cref="ArgumentException">The series is an instrument's of this process.</exception>
    public WrittenRecorder GetOrAddPlain(SeriesKey key, string description)
    {
        ArgumentNullException.ThrowIfNull(key);
        return GetOrAdd(key, description, static series => new WrittenRecorder(series), SeriesOfPlain, out _) as WrittenRecorder
            ?? throw new ArgumentException($"{key} is measured by an instrument of this process.", nameof(key));
    }

    private Recorder GetOverflow_NeedsLock(SeriesKey key, string description, Func<SeriesSlot, Recorder> make, int size) =>
        _recorders.TryGetValue(key, out Recorder? known) ? known : Add_NeedsLock(key, description, make, size);

    private Recorder Add_NeedsLock(SeriesKey key, string description, Func<SeriesSlot, Recorder> make, int size)
    {
        SeriesSlot first = NewSeries_NeedsLock(key, description);
        Recorder recorder;
        if (size == SeriesOfHistogram)
        {
            SeriesSlot median = NewSeries_NeedsLock(key with { Kind = SeriesKind.HistogramMedian }, description);
            SeriesSlot tail = NewSeries_NeedsLock(key with { Kind = SeriesKind.HistogramTail }, description);
            DistributionRecorder distribution = new(first, median, tail);
            _distributions[first.Info.Id.Value] = _distributions[median.Info.Id.Value] = _distributions[tail.Info.Id.Value] = distribution;
            recorder = distribution;
        }
        else
        {
            recorder = make(first);
        }

        _recorders.Add(key, recorder);
        _all.Add(recorder);
        return recorder;
    }

    private SeriesSlot NewSeries_NeedsLock(SeriesKey key, string description)
    {
        SeriesSlot slot = new(new SeriesInfo(new SeriesId(_series.Count), key, description, now()), shape);
        OnAdded?.Invoke(slot);
        _series.Add(slot);
        return slot;
    }
}
