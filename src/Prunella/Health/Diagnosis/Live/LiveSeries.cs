using System.Buffers;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>The series of a hub as a diagnosis reads them: the ordinary time and the trouble, evenly spaced, in rented memory until it is disposed.</summary>
internal sealed class LiveSeries : IDisposable
{
    private const string Machine = "machine";
    private readonly double[] _points;

    /// <param name="reader">The hub.</param>
    /// <param name="ordinary">The ordinary time, in whole periods.</param>
    /// <param name="trouble">The time of the trouble, right after it.</param>
    /// <param name="own">The component of series that name none; null where these are of the machine.</param>
    /// <param name="peers">Gives the component behind an address.</param>
    /// <param name="most">The most series.</param>
    public LiveSeries(IMetricsReader reader, TimeWindow ordinary, TimeWindow trouble, string? own, Func<string, string> peers, int most)
    {
        int before = Count(ordinary, reader.Period), now = Count(trouble, reader.Period);
        (SeriesInfo Series, SignalKind Kind)[] chosen = [.. reader.Series.Where(static one => !one.IsOverflow)
            .Select(static one => (Series: one, Kind: SeriesSignal.KindOf(one.Key))).Where(static one => one.Kind is not null)
            .Select(static one => (one.Series, one.Kind!.Value)).Take(most)];
        _points = ArrayPool<double>.Shared.Rent(Math.Max(1, chosen.Length * (before + now)));
        var series = new List<DiagnosisSeries>(chosen.Length);
        var calls = new HashSet<CallEdge>();
        var merged = new MergedSeries();
        foreach ((int place, (SeriesInfo info, SignalKind kind)) in chosen.Index())
        {
            Memory<double> points = _points.AsMemory(place * (before + now), before + now);
            Fill(reader.Read(info.Id, new TimeWindow(ordinary.From, trouble.To), PointResolution.Period), points.Span);
            if (kind == SignalKind.Errors || info.Key.Instrument == CallWatch.FailureInstrument)
                FillBeforeFirst(points.Span, info.FirstSeen, ordinary.From, reader.Period);
            string component = info.Key.Component ?? own ?? Machine;
            var one = new DiagnosisSeries(component, MetricOf(info.Key), component == Machine ? SignalKind.Host : kind, points[..before], points[before..])
            {
                Least = SeriesSignal.LeastOf(info.Key, kind),
                Family = FamilyOf(kind),
            };
            series.Add(one);
            merged.Add(info.Key, one, points);
            if (info.Key.Tags[CallWatch.PeerTag] is not { } peer || peers(peer) is var callee && callee == component)
                continue;
            _ = calls.Add(new CallEdge(component, callee));
            SignalKind outside = SeenFromOutside(info.Key);
            series.Add(one with { Component = callee, Metric = $"{info.Key.Name} seen by {component}", Kind = outside, Least = SeriesSignal.LeastOf(info.Key, outside), Family = FamilyOf(outside) });
        }

        series.AddRange(merged.All(before, FamilyOf));
        (Series, Calls) = (series, calls);
    }

    public IReadOnlyList<DiagnosisSeries> Series { get; }

    /// <summary>Who was seen to call whom.</summary>
    public IReadOnlyCollection<CallEdge> Calls { get; }

    public void Dispose() => ArrayPool<double>.Shared.Return(_points);

    private static int Count(TimeWindow window, TimeSpan period) => (int)Math.Max(1, window.Length / period);

    // Slowness and failures are the same thing under whatever name a component measures them.
    private static string? FamilyOf(SignalKind kind) => kind switch
    {
        SignalKind.Latency => "latency",
        SignalKind.Errors => "errors",
        _ => null,
    };

    // Failures are counted from the first one on: before it there were none.
    private static void FillBeforeFirst(Span<double> points, DateTimeOffset first, DateTimeOffset from, TimeSpan period)
    {
        int until = (int)Math.Clamp((first - from) / period - 1, 0, points.Length);
        foreach (ref double point in points[..until])
            point = double.IsNaN(point) ? 0 : point;
    }

    private static SignalKind SeenFromOutside(SeriesKey key) => key switch
    {
        { Instrument: CallWatch.FailureInstrument } => SignalKind.Errors,
        { Kind: SeriesKind.HistogramRate } => SignalKind.Traffic,
        _ => SignalKind.Latency,
    };

    // Without the component: the same series of other components has the same name.
    private static string MetricOf(SeriesKey key) =>
        key.Component is null ? key.ToString() : key.Name + SeriesTags.Of([.. key.Tags.Where(static tag => tag.Key != SeriesKey.ComponentTag)]);

    private static void Fill(SeriesPoints from, Span<double> to)
    {
        to.Fill(double.NaN);
        foreach (SeriesPoint point in from.Means)
        {
            int place = (int)Math.Round((point.Time - from.Window.From) / from.Step) - 1;
            if (point.HasValue && (uint)place < (uint)to.Length)
                to[place] = point.Value;
        }
    }
}
