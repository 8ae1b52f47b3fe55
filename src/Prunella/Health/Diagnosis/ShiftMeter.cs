namespace Prunella.Health;

/// <summary>Measures shifts of series robustly: quartiles of windows against the quartiles of ordinary windows of the same length.</summary>
/// <remarks>
/// A window of a few points is judged by what windows of a few points ordinarily do, tails and autocorrelation included; medians and quartiles
/// stand it when the fault began later than the window, or when the ordinary time held a fault. Not thread-safe: holds its buffers.
/// </remarks>
internal sealed class ShiftMeter
{
    private const int LeastPoints = 5;
    private const int MostWindows = 96;
    private double[] _points = new double[256];
    private readonly double[] _high = new double[MostWindows];
    private readonly double[] _low = new double[MostWindows];
    private readonly WindowSorter _sorter = new();
    private double[] _window = new double[64];

    /// <summary>The shift; false where there is too little to say.</summary>
    public bool TryMeasure(ReadOnlySpan<double> normal, ReadOnlySpan<double> anomalous, out SeriesShift shift)
    {
        shift = default;
        if (_points.Length < normal.Length)
            _points = new double[normal.Length];
        int count = Gather(normal, _points);
        if (count < LeastPoints || !Quartiles(anomalous, out double low, out double high))
            return false;

        Span<double> points = _points.AsSpan(0, count);
        // Each quantile narrows down where the next ones are.
        int middle = (count - 1) / 2, lower = (int)(0.25 * (count - 1)), upper = (int)(0.75 * (count - 1));
        double median = OrderStatistics.Quantile(points, 0.5);
        double quarter = OrderStatistics.Quantile(points, 0, middle + 1, 0.25), threeQuarters = OrderStatistics.Quantile(points, middle, count, 0.75);
        double least = OrderStatistics.Quantile(points, 0, lower + 1, 0.05), most = OrderStatistics.Quantile(points, upper, count, 0.95);
        double half = (threeQuarters - quarter) / 1.349, wide = (most - least) / 3.29;
        int windows = Windows(normal, count == normal.Length, Math.Max(1, anomalous.Length));
        double spread = Math.Max(half, wide), up = spread, down = spread, usualHigh = median, usualLow = median;
        if (windows > 0)
        {
            Span<double> highs = _high.AsSpan(0, windows), lows = _low.AsSpan(0, windows);
            (usualHigh, usualLow) = (OrderStatistics.Quantile(highs, 0.5), OrderStatistics.Quantile(lows, 0.5));
            if (windows >= 8)
            {
                up = Math.Max((OrderStatistics.Quantile(highs, 0.98) - usualHigh) / 2.054, half / 2);
                down = Math.Max((usualLow - OrderStatistics.Quantile(lows, 0.02)) / 2.054, half / 2);
            }
        }

        shift = new SeriesShift(high - usualHigh, usualLow - low, up, down, median, spread, (double)count / normal.Length);
        return true;
    }

    /// <summary>A quantile of sorted values, interpolated.</summary>
    public static double At(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int index = (int)place;
        double next = sorted[Math.Min(index + 1, sorted.Length - 1)];
        return sorted[index] + (next - sorted[index]) * (place - index);
    }

    private int Windows(ReadOnlySpan<double> normal, bool whole, int length)
    {
        int last = Math.Max(0, normal.Length - length);
        int step = Math.Max(Math.Max(1, length / 2), (last + MostWindows) / MostWindows);
        if (whole && length <= WindowSorter.Longest && normal.Length >= length)
        {
            int fitting = Math.Min(MostWindows, last / step + 1);
            _sorter.Quartiles(normal, length, step, fitting, _low, _high);
            return fitting;
        }

        int windows = 0;
        for (int start = 0; start <= last && windows < MostWindows; start += step)
        {
            if (Quartiles(normal.Slice(start, Math.Min(length, normal.Length - start)), out _low[windows], out _high[windows]))
                windows++;
        }

        return windows;
    }

    private bool Quartiles(ReadOnlySpan<double> window, out double low, out double high)
    {
        if (_window.Length < window.Length)
            _window = new double[window.Length];
        int count = Gather(window, _window);
        (low, high) = (0, 0);
        if (count == 0)
            return false;
        Span<double> values = _window.AsSpan(0, count);
        low = OrderStatistics.Quantile(values, 0.25);
        high = OrderStatistics.Quantile(values, (int)(0.25 * (count - 1)), count, 0.75);
        return true;
    }

    private static int Gather(ReadOnlySpan<double> from, Span<double> to)
    {
        int count = 0;
        foreach (double value in from)
        {
            if (double.IsFinite(value))
                to[count++] = value;
        }

        return count;
    }
}
