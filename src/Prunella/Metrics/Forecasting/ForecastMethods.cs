namespace Prunella.Metrics;

/// <summary>Simple forecasts that do not lie to themselves: what was usual at that hour, what was usual lately, and where it is going.</summary>
/// <remarks>Each looks at the values given only, skips holes, and fills its span with finite numbers where at least one value is known.</remarks>
internal sealed class ForecastMethods(int season)
{
    private const int Days = 7, TrendPoints = 48;
    private readonly double[] _buffer = new double[Math.Max(Days * 3, 8)];
    private double[] _window = [];

    public static IReadOnlyList<string> Names { get; } =
        ["last value", "recent level", "level", "days", "smooth days", "days and level", "weeks", "trend"];

    /// <summary>Whether a method can say anything by so many values.</summary>
    public bool Fits(int method, int known) => method switch
    {
        0 => known >= 1,
        1 or 2 => known >= 4,
        3 or 4 => season > 1 && known >= season * 2,
        5 => season > 1 && known >= season * 3,
        6 => season > 1 && known >= season * 8,
        _ => known >= 12,
    };

    public void Run(int method, ReadOnlySpan<double> values, Span<double> ahead)
    {
        int short_ = season > 1 ? season : Math.Max(4, Math.Min(values.Length, ahead.Length));
        switch (method)
        {
            case 0: ahead.Fill(Last(values)); break;
            case 1: ahead.Fill(Level(values, short_)); break;
            case 2: ahead.Fill(Level(values, short_ * Days)); break;
            case 3: Seasons(values, ahead, Days, 0, season); break;
            case 4: Seasons(values, ahead, Days, Math.Max(1, season / 24), season); break;
            case 5: SeasonsAndLevel(values, ahead); break;
            case 6: Seasons(values, ahead, 3, 0, season * Days); break;
            default: Trend(values, ahead); break;
        }
    }

    private static double Last(ReadOnlySpan<double> values)
    {
        for (int index = values.Length - 1; index >= 0; index--)
        {
            if (!double.IsNaN(values[index]))
                return values[index];
        }

        return 0;
    }

    private double Level(ReadOnlySpan<double> values, int length)
    {
        ReadOnlySpan<double> window = values[Math.Max(0, values.Length - length)..];
        if (_window.Length < window.Length)
            _window = new double[window.Length];
        window.CopyTo(_window);
        double median = Median(_window.AsSpan(0, window.Length));
        return double.IsNaN(median) ? Last(values) : median;
    }

    // The median of the same hours of the last days, and of the hours beside them.
    private void Seasons(ReadOnlySpan<double> values, Span<double> ahead, int days, int beside, int period)
    {
        for (int step = 0; step < ahead.Length; step++)
        {
            double usual = Usual(values, step, days, beside, period);
            ahead[step] = double.IsNaN(usual) ? Last(values) : usual;
        }
    }

    private double Usual(ReadOnlySpan<double> values, int step, int days, int beside, int period)
    {
        int count = 0, back = step / period; // beyond one season ahead the last known one stands in
        for (int day = 1; day <= days; day++)
        {
            for (int offset = -1; offset <= 1; offset++)
            {
                int index = values.Length + step - (day + back) * period + offset * beside;
                if ((beside > 0 || offset == 0) && index >= 0 && index < values.Length && !double.IsNaN(values[index]))
                    _buffer[count++] = values[index];
            }
        }

        return Median(_buffer.AsSpan(0, count));
    }

    // What the last hours lay above or below their usual, fading.
    private void SeasonsAndLevel(ReadOnlySpan<double> values, Span<double> ahead)
    {
        Seasons(values, ahead, Days, 0, season);
        ReadOnlySpan<double> before = values[..^5];
        Span<double> off = stackalloc double[5];
        for (int step = 0; step < off.Length; step++)
            off[step] = values[before.Length + step] - Usual(before, step, Days, 0, season);
        double level = Median(off), fade = 0.5;
        if (double.IsNaN(level))
            return;
        double keep = Math.Pow(0.9, 24.0 / season);
        for (int step = 0; step < ahead.Length; step++, fade *= keep)
            ahead[step] += level * fade;
    }

    // Theil and Sen's slope over medians of equal parts of the recent past, from the newest median on.
    private void Trend(ReadOnlySpan<double> values, Span<double> ahead)
    {
        int length = Math.Min(values.Length, Math.Max(12, ahead.Length * 3)), part = (length + TrendPoints - 1) / TrendPoints, parts = length / part;
        ReadOnlySpan<double> window = values[^(parts * part)..];
        double[] level = new double[parts];
        for (int index = 0; index < parts; index++)
            level[index] = Level(window.Slice(index * part, part), part);
        double[] slopes = new double[parts * (parts - 1) / 2];
        int count = 0;
        for (int left = 0; left < parts; left++)
        {
            for (int right = left + 1; right < parts; right++)
                slopes[count++] = (level[right] - level[left]) / ((right - left) * part);
        }

        double slope = Median(slopes), start = level[^1];
        for (int step = 0; step < ahead.Length; step++)
            ahead[step] = start + slope * (step + 1 + (part - 1) / 2.0);
    }

    /// <summary>The median of what is a number; NaN where nothing is. Sorts what it is given.</summary>
    internal static double Median(Span<double> values)
    {
        values.Sort();
        int from = 0;
        while (from < values.Length && double.IsNaN(values[from]))
            from++;
        ReadOnlySpan<double> known = values[from..];
        return known.Length == 0 ? double.NaN
            : known.Length % 2 != 0 ? known[known.Length / 2] : (known[known.Length / 2 - 1] + known[known.Length / 2]) / 2;
    }
}
