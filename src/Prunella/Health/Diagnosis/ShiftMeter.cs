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
        points.Sort();
        double median = At(points, 0.5);
        double half = (At(points, 0.75) - At(points, 0.25)) / 1.349;
        double wide = (At(points, 0.95) - At(points, 0.05)) / 3.29;
        int windows = Windows(normal, Math.Max(1, anomalous.Length));
        double spread = Math.Max(half, wide), up = spread, down = spread, usualHigh = median, usualLow = median;
        if (windows > 0)
        {
            Span<double> highs = _high.AsSpan(0, windows), lows = _low.AsSpan(0, windows);
            highs.Sort();
            lows.Sort();
            (usualHigh, usualLow) = (At(highs, 0.5), At(lows, 0.5));
            if (windows >= 8)
            {
                up = Math.Max((At(highs, 0.98) - usualHigh) / 2.054, half / 2);
                down = Math.Max((usualLow - At(lows, 0.02)) / 2.054, half / 2);
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

    private int Windows(ReadOnlySpan<double> normal, int length)
    {
        int last = Math.Max(0, normal.Length - length);
        int step = Math.Max(Math.Max(1, length / 2), (last + MostWindows) / MostWindows);
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
        Sort(values);
        (low, high) = (At(values, 0.25), At(values, 0.75));
        return true;
    }

    // Most windows are a few points: there insertion beats the general sort.
    private static void Sort(Span<double> values)
    {
        if (values.Length > 16)
        {
            values.Sort();
            return;
        }

        for (int i = 1; i < values.Length; i++)
        {
            double value = values[i];
            int at = i;
            for (; at > 0 && values[at - 1] > value; at--)
                values[at] = values[at - 1];
            values[at] = value;
        }
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
