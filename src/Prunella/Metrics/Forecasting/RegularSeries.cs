namespace Prunella.Metrics;

/// <summary>A series on a grid of equal intervals; NaN where it has a hole.</summary>
/// <param name="Start">The time of the first value.</param>
/// <param name="Interval">The time from one value to the next.</param>
/// <param name="Values">The values.</param>
internal sealed record RegularSeries(DateTimeOffset Start, TimeSpan Interval, double[] Values)
{
    /// <summary>More than this is cut off at the front: what is older tells little of tomorrow.</summary>
    public const int MaxValues = 50_000;

    /// <summary>Puts points of any order on the grid of their median interval; the last one of a cell counts. A point without a finite value is a hole.</summary>
    /// <exception cref="ArgumentException">Fewer than two points have a finite value and a time of their own.</exception>
    public static RegularSeries From(IEnumerable<(DateTimeOffset Time, double Value)> points)
    {
        (DateTimeOffset Time, double Value)[] known = [.. points.OrderBy(static point => point.Time)];
        long[] gaps = [.. known.Zip(known.Skip(1), static (left, right) => (right.Time - left.Time).Ticks).Where(static gap => gap > 0).Order()];
        if (gaps.Length == 0 || known.Count(static point => double.IsFinite(point.Value)) < 2)
            throw new ArgumentException("A forecast needs at least two values of different times.", nameof(points));

        long interval = gaps[gaps.Length / 2], span = (known[^1].Time - known[0].Time).Ticks / interval;
        long first = Math.Max(0, span - MaxValues + 1);
        double[] values = new double[span - first + 1];
        Array.Fill(values, double.NaN);
        foreach ((DateTimeOffset time, double value) in known)
        {
            long cell = (time - known[0].Time).Ticks / interval - first;
            if (cell >= 0 && double.IsFinite(value))
                values[cell] = value;
        }

        return new RegularSeries(known[0].Time + TimeSpan.FromTicks(first * interval), TimeSpan.FromTicks(interval), values);
    }
}
