namespace Prunella.Health;

/// <summary>Tells whether a series is truly on its way to a limit, or only looks so for a while. Pure.</summary>
/// <remarks>
/// <para>A window of 24 equal stretches, one value each. A rise counts only if all of this holds:</para>
/// <list type="bullet">
/// <item>it is steady: each quarter of the window lies above the one before by a fair part of the whole rise (a step rises once, a saw falls back);</item>
/// <item>it does not settle: thirds that rise less and less end below the limit if Aitken's Δ² says so, which is exact for a warm-up that closes in exponentially;</item>
/// <item>it matters: enough of the slopes between stretches at least a quarter of the window apart reach the limit within the horizon, and within the reach of the
/// window: what was seen for an hour says nothing of tomorrow;</item>
/// <item>it is new: what it has come to exceeds what was there before (a daily wave has been there yesterday).</item>
/// </list>
/// <para>Slopes as in Theil (1950) and Sen (1968): outliers do not bend them.</para>
/// </remarks>
internal static class ExhaustionTrend
{
    public const int Window = 24;
    private const int LeastKnown = 20, Apart = Window / 4, Recent = 3, Quarter = Window / 4, Third = Window / 3;
    private const double FairPart = 0.25, Settling = 0.9, Usual = 0.98, Margin = 0.15;

    /// <summary>The lead time of a series that rises towards a limit; null where it does not, or not for certain.</summary>
    /// <param name="window">A value for each of <see cref="Window"/> stretches, oldest first; NaN where there is none.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="stretch">How long a stretch is.</param>
    /// <param name="within">Later is no concern.</param>
    /// <param name="confidence">The share of slopes that must agree.</param>
    public static LeadTime? Of(ReadOnlySpan<double> window, double limit, TimeSpan stretch, TimeSpan within, double confidence)
    {
        if (Known(window) < LeastKnown || !IsSteady(window) || Settles(window, limit))
            return null;

        double[] slopes = Slopes(window);
        double way = limit - Level(window, slopes[slopes.Length / 2]);
        if (way <= 0)
            return new LeadTime(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 1);
        double needed = way / (within / stretch);
        double share = slopes.Count(slope => slope >= needed) / (double)slopes.Length;
        if (share < confidence)
            return null;
        return new LeadTime(After(0.9), After(0.5), After(0.1), share);

        TimeSpan After(double quantile)
        {
            double slope = slopes[(int)(quantile * (slopes.Length - 1))];
            double seconds = way / slope * stretch.TotalSeconds;
            return slope > 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }
    }

    /// <summary>Whether a window that rises has come above what was usual before.</summary>
    /// <param name="before">Values of the time before; sorted by this.</param>
    /// <param name="window">The window.</param>
    public static bool IsNew(Span<double> before, ReadOnlySpan<double> window)
    {
        if (before.IsEmpty)
            return false;
        before.Sort();
        double rise = Median(window[^Quarter..]) - Median(window[..Quarter]);
        return Median(window[^Recent..]) > before[(int)(Usual * (before.Length - 1))] + Margin * rise;
    }

    private static int Known(ReadOnlySpan<double> values)
    {
        int known = 0;
        foreach (double value in values)
            known += double.IsNaN(value) ? 0 : 1;
        return known;
    }

    private static bool IsSteady(ReadOnlySpan<double> window)
    {
        Span<double> levels = [Median(window[..Quarter]), Median(window[Quarter..(2 * Quarter)]), Median(window[(2 * Quarter)..(3 * Quarter)]), Median(window[(3 * Quarter)..])];
        double least = FairPart * (levels[3] - levels[0]) / 3;
        return least > 0 && levels[1] - levels[0] >= least && levels[2] - levels[1] >= least && levels[3] - levels[2] >= least;
    }

    private static bool Settles(ReadOnlySpan<double> window, double limit)
    {
        double first = Median(window[..Third]), second = Median(window[Third..(2 * Third)]), third = Median(window[(2 * Third)..]);
        double ratio = (third - second) / (second - first);
        return ratio < Settling && third + (third - second) * ratio / (1 - ratio) < limit;
    }

    private static double[] Slopes(ReadOnlySpan<double> window)
    {
        var slopes = new List<double>(Window * Window / 2);
        for (int i = 0; i < Window; i++)
        {
            for (int j = i + Apart; j < Window; j++)
            {
                double slope = (window[j] - window[i]) / (j - i);
                if (!double.IsNaN(slope))
                    slopes.Add(slope);
            }
        }

        slopes.Sort();
        return [.. slopes];
    }

    // Where the line through the window ends.
    private static double Level(ReadOnlySpan<double> window, double slope)
    {
        double[] ends = new double[Window];
        for (int i = 0; i < Window; i++)
            ends[i] = window[i] + slope * (Window - 0.5 - i);
        return Median(ends);
    }

    /// <summary>The median of what is a number; NaN where nothing is.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        Span<double> sorted = values.Length <= 64 ? stackalloc double[values.Length] : new double[values.Length];
        values.CopyTo(sorted);
        sorted.Sort(); // NaN first
        int from = 0;
        while (from < sorted.Length && double.IsNaN(sorted[from]))
            from++;
        ReadOnlySpan<double> known = sorted[from..];
        return known.IsEmpty ? double.NaN : (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2;
    }
}
