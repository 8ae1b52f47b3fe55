namespace Prunella.Metrics;

/// <summary>Questions that are answered from the points of a reader.</summary>
public static class MetricsReaderExtensions
{
    private const int MostMedians = 120;
    private const int LeastSamples = 8;
    private const double Confidence = 1.96;

    /// <summary>The value that a share of all values of a window does not exceed, within 0.8 %: of a histogram of all its measurements.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="series">The series; of a histogram any of its three.</param>
    /// <param name="window">The window.</param>
    /// <param name="quantile">0 to 1.</param>
    /// <returns>NaN where there are no values.</returns>
    public static double Quantile(this IMetricsReader reader, SeriesId series, TimeWindow window, double quantile)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.Sketch(series, window).Quantile(quantile);
    }

    /// <summary>The line through a window of a series.</summary>
    /// <remarks>
    /// The slope is the median of all slopes between two medians of stretches of the window (Theil 1950, Sen 1968), at most 120 of them; the interval is Sen's,
    /// from the variance of Kendall's statistic.
    /// </remarks>
    /// <returns>Null where there are fewer than eight stretches with a value.</returns>
    public static Trend? Trend(this IMetricsReader reader, SeriesId series, TimeWindow window)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (double Time, double Value)[] medians = Medians(reader.Read(series, window));
        int count = medians.Length;
        if (count < LeastSamples)
            return null;
        double[] slopes = new double[count * (count - 1) / 2];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
                slopes[at++] = (medians[j].Value - medians[i].Value) / (medians[j].Time - medians[i].Time);
        }

        Array.Sort(slopes);
        double slope = MedianOfSorted(slopes);
        double wide = Confidence * Math.Sqrt(count * (count - 1.0) * ((2 * count) + 5) / 18);
        int low = Math.Clamp((int)((slopes.Length - wide) / 2), 0, slopes.Length - 1);
        int high = Math.Clamp((int)((slopes.Length + wide) / 2), 0, slopes.Length - 1);
        double end = (window.To - window.From).TotalSeconds;
        double[] levels = [.. medians.Select(median => median.Value + (slope * (end - median.Time))).Order()];
        return new Trend(slope, slopes[low], slopes[high], MedianOfSorted(levels), window.To, count);
    }

    /// <summary>How two series of a window move together, at the lag at which they do most.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="first">One series.</param>
    /// <param name="second">The other.</param>
    /// <param name="window">The window.</param>
    /// <param name="most">The longest lag that is looked at, in both directions; zero by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is negative or longer than half the window.</exception>
    public static Correlation Correlate(this IMetricsReader reader, SeriesId first, SeriesId second, TimeWindow window, TimeSpan most = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, window.Length / 2);
        SeriesPoints one = reader.Read(first, window);
        SeriesPoints other = reader.Read(second, window);
        if (one.Step != other.Step)
        {
            PointResolution coarser = one.Step > other.Step ? CoarseOf(one.Step) : CoarseOf(other.Step);
            one = reader.Read(first, window, coarser);
            other = reader.Read(second, window, coarser);
        }

        Dictionary<long, double> values = other.Means.Where(static point => point.HasValue).ToDictionary(static point => point.Time.UtcTicks, static point => point.Value);
        Correlation best = default;
        long steps = most.Ticks / one.Step.Ticks;
        for (long lag = -steps; lag <= steps; lag++)
        {
            TimeSpan shift = one.Step * lag;
            Correlation found = RankCorrelation.Of(
                [.. from point in one.Means
                    where point.HasValue && values.ContainsKey(point.Time.UtcTicks + shift.Ticks)
                    select (point.Value, values[point.Time.UtcTicks + shift.Ticks])], shift);
            // Of equal ones the shorter lag.
            if (Math.Abs(found.Coefficient) > Math.Abs(best.Coefficient) + 1e-12 || (Math.Abs(found.Coefficient) >= Math.Abs(best.Coefficient) - 1e-12 && shift.Duration() < best.Lag.Duration()))
                best = found;
        }

        return best;
    }

    private static PointResolution CoarseOf(TimeSpan step) => step >= TimeSpan.FromHours(1) ? PointResolution.Hour : PointResolution.Minute;

    private static (double Time, double Value)[] Medians(SeriesPoints points)
    {
        double stretch = Math.Max(points.Window.Length.TotalSeconds / MostMedians, points.Step.TotalSeconds);
        return [.. from point in points.Means
                   where point.HasValue
                   let time = (point.Time - points.Window.From).TotalSeconds
                   group (time, point.Value) by (long)(time / stretch) into part
                   orderby part.Key
                   select (MedianOfSorted([.. part.Select(static each => each.time).Order()]), MedianOfSorted([.. part.Select(static each => each.Value).Order()]))];
    }

    private static double MedianOfSorted(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
