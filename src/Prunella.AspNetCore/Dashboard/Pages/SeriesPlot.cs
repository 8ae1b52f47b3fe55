using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.Metrics;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Series on one line of time, with what healing did as marks.</summary>
internal static class SeriesPlot
{
    public const int MostLines = 4;

    public static Plot Of(IMetricsReader metrics, IReadOnlyList<SeriesInfo> series, TimeWindow window, SystemPicture picture)
    {
        SeriesPoints[] read = [.. series.Take(MostLines).Select(each => metrics.Read(each.Id, window))];
        double[] times = [.. read.SelectMany(static points => points.Means).Select(static point => Seconds(point.Time)).Distinct().Order()];
        int stride = Math.Max(1, (times.Length + Plot.MostPoints - 1) / Plot.MostPoints);
        times = [.. times.Where((_, index) => index % stride == 0)];
        var lines = read.Select(points =>
        {
            Dictionary<double, double> values = points.Means.GroupBy(static point => Seconds(point.Time)).ToDictionary(static group => group.Key, static group => group.First().Value);
            IReadOnlyList<double> line = [.. times.Select(time => values.GetValueOrDefault(time, double.NaN))];
            return (points.Series.Key.ToString(), line);
        });
        string unit = series.Select(static each => each.Key.ValueUnit).Distinct().Count() == 1 ? series[0].Key.ValueUnit : string.Empty;
        return new Plot(times, [.. lines], unit, Acts(picture, window));
    }

    /// <summary>When healing began to do something.</summary>
    public static IReadOnlyList<double> Acts(SystemPicture picture, TimeWindow window) =>
    [
        .. picture.Recovery.Closed.Concat(picture.Recovery.Open).SelectMany(static incident => incident.Attempts)
            .Select(static attempt => attempt.StartedAt).OfType<DateTimeOffset>()
            .Where(at => at > window.From && at <= window.To).Select(Seconds).Order(),
    ];

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
