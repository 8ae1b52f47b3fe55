using Prunella.Metrics;

namespace Prunella.AspNetCore.Tests.Dashboard;

/// <summary>Three series of a quarter of an hour: durations with a bump, requests that fall while they are slow, and memory that has nothing to do with it.</summary>
internal sealed class ShowcaseMetrics(DateTimeOffset now) : IMetricsReader
{
    private const int Points = 900;

    public DateTimeOffset Now => now;

    public TimeSpan Period => TimeSpan.FromSeconds(1);

    public IReadOnlyList<SeriesInfo> Series { get; } =
    [
        Info(0, "http.server.request.duration", "s", SeriesKind.HistogramTail, SeriesTags.Of(new SeriesTag("http.route", "/orders"))),
        Info(1, "shop.orders", "{order}", SeriesKind.Counter, SeriesTags.Empty),
        Info(2, "process.memory.usage", "By", SeriesKind.UpDownCounter, SeriesTags.Empty),
    ];

    public IReadOnlyList<SeriesInfo> Find(SeriesFilter filter) => [.. Series.Where(series => filter.Matches(series.Key))];

    public MetricsSnapshot Snapshot() => new(now, []);

    public SeriesPoints Read(SeriesId series, TimeWindow window, PointResolution resolution = PointResolution.Finest)
    {
        SeriesPoint[] points =
            [.. Enumerable.Range(0, Points).Select(second => Point(series.Value, second)).Where(point => point.Time > window.From && point.Time <= window.To)];
        return new SeriesPoints(Series[series.Value], window, Period, points, points, points);
    }

    public SeriesStatistics Statistics(SeriesId series, TimeWindow window)
    {
        double[] values = [.. Read(series, window).Means.Where(static point => point.HasValue).Select(static point => point.Value).DefaultIfEmpty(double.NaN)];
        return new SeriesStatistics(window, Period, values.Length, 0, 0, values.Min(), values.Max(), values.Average(), 0, values[0], values[^1]);
    }

    public QuantileSketch Sketch(SeriesId series, TimeWindow window) => throw new NotSupportedException("No page asks for it.");

    private static SeriesInfo Info(int number, string name, string unit, SeriesKind kind, SeriesTags tags) =>
        new(new SeriesId(number), new SeriesKey("Shop", name, unit, kind, tags), "", DateTimeOffset.UnixEpoch);

    private SeriesPoint Point(int series, int second)
    {
        double bump = Math.Exp(-Math.Pow((second - 700) / 40.0, 2)), ripple = Math.Sin(second / 17.0) + Math.Sin(second / 5.3);
        bool gap = series == 0 && second is > 735 and < 760;
        double value = series switch
        {
            0 => 0.012 + 0.001 * ripple + 0.09 * bump,
            1 => 48 + ripple - 40 * bump,
            _ => (96 << 20) + second * 4096.0,
        };
        return new SeriesPoint(now - TimeSpan.FromSeconds(Points - 1 - second), gap ? double.NaN : value, gap ? PointState.Missing : PointState.Value);
    }
}
