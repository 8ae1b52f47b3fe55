using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>The calls to one peer. Any thread adds, the hub's collecting thread writes.</summary>
internal sealed class PeerCalls(string peer)
{
    private const int Kept = 128;

    private readonly Lock _lock = new();
    private readonly double[] _durations = new double[Kept];
    private readonly double[] _sorted = new double[Kept];
    private readonly SeriesTags _tags = [new SeriesTag(CallWatch.PeerTag, peer)];
    private int _count;
    private long _calls;
    private long _failures;
    private SeriesId? _rate, _median, _tail, _failed;

    public void Add(double seconds, bool failed, int weight)
    {
        lock (_lock)
        {
            _durations[_count++ % Kept] = seconds;
            _calls += weight;
            if (failed)
                _failures += weight;
        }
    }

    public void Write(ISeriesWriter writer)
    {
        int count;
        long calls, failures;
        lock (_lock)
        {
            count = Math.Min(_count, Kept);
            _durations.AsSpan(0, count).CopyTo(_sorted);
            (_count, calls, failures) = (0, _calls, _failures);
        }

        writer.Total(Declare(writer, ref _rate, CallWatch.DurationInstrument, "s", SeriesKind.HistogramRate), calls);
        writer.Total(Declare(writer, ref _failed, CallWatch.FailureInstrument, "{call}", SeriesKind.Counter), failures);
        if (count == 0)
            return;
        Span<double> sorted = _sorted.AsSpan(0, count);
        sorted.Sort();
        writer.Value(Declare(writer, ref _median, CallWatch.DurationInstrument, "s", SeriesKind.HistogramMedian), ShiftMeter.At(sorted, 0.5));
        writer.Value(Declare(writer, ref _tail, CallWatch.DurationInstrument, "s", SeriesKind.HistogramTail), ShiftMeter.At(sorted, 0.99));
    }

    private SeriesId Declare(ISeriesWriter writer, ref SeriesId? known, string instrument, string unit, SeriesKind kind) =>
        known ??= writer.Declare(new SeriesKey(PrunellaTelemetry.Name, instrument, unit, kind, _tags), "Calls to others, by a sample of activities.");
}
