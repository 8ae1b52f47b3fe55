using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.Metrics;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Series on one line of time, with what healing did as marks and what was unlike before as rings.</summary>
internal static class SeriesPlot
{
    public const int MostLines = 4;

    /// <summary>Draws series; one alone has a band from the least to the greatest value within each step.</summary>
    public static Plot Of(IMetricsReader metrics, IReadOnlyList<SeriesInfo> series, TimeWindow window, SystemPicture picture)
    {
        SeriesPoints[] read = [.. series.Take(MostLines).Select(each => metrics.Read(each.Id, window))];
        double[] times = [.. read.SelectMany(static points => points.Means).Select(static point => Seconds(point.Time)).Distinct().Order()];
        int stride = Math.Max(1, (times.Length + Plot.MostPoints - 1) / Plot.MostPoints);
        double[] kept = [.. times.Where((_, index) => index % stride == 0)];
        string unit = series.Select(static each => each.Key.ValueUnit).Distinct().Count() == 1 ? series[0].Key.ValueUnit : string.Empty;
        return new Plot(kept, [.. read.Select(points => new PlotLine(points.Series.Key.ToString(), Fit(points.Means, kept, static values => values.Average())))], unit, Acts(picture, window))
        {
            Band = read.Length == 1 && (stride > 1 || !ReferenceEquals(read[0].Lows, read[0].Highs))
                ? new PlotBand("least to greatest", Fit(read[0].Lows, kept, static values => values.Min()), Fit(read[0].Highs, kept, static values => values.Max()))
                : null,
            Unusual = [.. read.SelectMany(points => Unusual.In(metrics, points)).Select(static point => (Seconds(point.Time), point.Value))],
        };
    }

    /// <summary>When healing began to do something.</summary>
    public static IReadOnlyList<double> Acts(SystemPicture picture, TimeWindow window) =>
    [
        .. picture.Recovery.Closed.Concat(picture.Recovery.Open).SelectMany(static incident => incident.Attempts)
            .Select(static attempt => attempt.StartedAt).OfType<DateTimeOffset>()
            .Where(at => at > window.From && at <= window.To).Select(Seconds).Order(),
    ];

    // Each kept time stands for the points from it up to the next one; a step without a value stays one.
    private static double[] Fit(IReadOnlyList<SeriesPoint> points, double[] kept, Func<IEnumerable<double>, double> together)
    {
        double[] fitted = [.. Enumerable.Repeat(double.NaN, kept.Length)];
        foreach (IGrouping<int, SeriesPoint> step in points.Where(static point => point.HasValue).GroupBy(point => IndexOf(kept, Seconds(point.Time))))
            fitted[step.Key] = together(step.Select(static point => point.Value));
        return fitted;
    }

    private static int IndexOf(double[] kept, double time)
    {
        int index = Array.BinarySearch(kept, time);
        return index >= 0 ? index : Math.Max(0, ~index - 1);
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
