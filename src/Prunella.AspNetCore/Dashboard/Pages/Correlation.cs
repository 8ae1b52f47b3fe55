using Prunella.Metrics;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Which series move together: Pearson's correlation of their points in a window.</summary>
internal static class Correlation
{
    private const int MostSeries = 300;
    private const int FewestPoints = 20;
    private const double Least = 0.7;
    private const int MostPicks = 5;

    /// <summary>Those that move with a series, or against it, most closely first.</summary>
    public static IReadOnlyList<(SeriesInfo Series, double Correlation)> With(IMetricsReader metrics, SeriesInfo series, TimeWindow window)
    {
        Dictionary<DateTimeOffset, double> own = Values(metrics, series, window);
        return
        [
            .. metrics.Series.Take(MostSeries).Where(other => other != series && other.Key.Instrument != series.Key.Instrument)
                .Select(other => (Series: other, Correlation: Of(own, Values(metrics, other, window))))
                .Where(static pair => Math.Abs(pair.Correlation) >= Least)
                .OrderByDescending(static pair => Math.Abs(pair.Correlation)).Take(MostPicks),
        ];
    }

    /// <summary>The correlation of two series over the moments that both have a value of, from −1 to 1; 0 where there are too few or one does not move.</summary>
    public static double Of(IReadOnlyDictionary<DateTimeOffset, double> one, IReadOnlyDictionary<DateTimeOffset, double> other)
    {
        (double X, double Y)[] pairs = [.. one.Where(point => other.ContainsKey(point.Key)).Select(point => (point.Value, other[point.Key]))];
        if (pairs.Length < FewestPoints)
            return 0;
        double meanX = pairs.Average(static pair => pair.X), meanY = pairs.Average(static pair => pair.Y);
        double xx = 0, yy = 0, xy = 0;
        foreach ((double x, double y) in pairs)
        {
            xx += (x - meanX) * (x - meanX);
            yy += (y - meanY) * (y - meanY);
            xy += (x - meanX) * (y - meanY);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }

    private static Dictionary<DateTimeOffset, double> Values(IMetricsReader metrics, SeriesInfo series, TimeWindow window)
    {
        var values = new Dictionary<DateTimeOffset, double>();
        foreach (SeriesPoint point in metrics.Read(series.Id, window).Means)
        {
            if (point.HasValue)
                values[point.Time] = point.Value;
        }

        return values;
    }
}
