namespace Prunella.Telemetry.Detectors;

/// <summary>How probable something is by chance alone, if nothing changed.</summary>
internal static class Surprise
{
    /// <summary>Nothing where so much is expected; things come in bursts, so half of them count.</summary>
    public static double OfNone(double expected) => Math.Exp(-expected / 2);

    /// <summary>All of so many in the newer period, which has this share of both.</summary>
    public static double OfNew(long count, double share) => Math.Pow(Math.Clamp(share, 0.01, 0.99), count);

    /// <summary>Two shares that are so different, by the likelihood ratio of two binomials (G-test, one degree of freedom).</summary>
    /// <param name="taken">How often now.</param>
    /// <param name="of">Out of.</param>
    /// <param name="takenBefore">How often before.</param>
    /// <param name="ofBefore">Out of.</param>
    /// <param name="burstiness">By how much counts vary more than those of things that know nothing of each other. Default 2: callers do things more than once.</param>
    public static double OfShares(long taken, long of, long takenBefore, long ofBefore, double burstiness = 2)
    {
        if (of == 0 || ofBefore == 0)
            return 1;
        double pooled = (taken + takenBefore + 0.5) / (of + ofBefore + 1.0);
        double g = 2 * (Part(taken, of * pooled) + Part(of - taken, of * (1 - pooled)) + Part(takenBefore, ofBefore * pooled) + Part(ofBefore - takenBefore, ofBefore * (1 - pooled)));
        return Beyond(Math.Sqrt(Math.Max(0, g / burstiness)));
    }

    /// <summary>Two means of slots that are so different (Welch), where slots differ by at least <paramref name="least"/>.</summary>
    /// <param name="now">The newer.</param>
    /// <param name="before">The older.</param>
    /// <param name="least">Least standard deviation of slots.</param>
    /// <param name="common">By how much everything shifted; null for nothing.</param>
    public static double OfShift(TimeSeries now, TimeSeries before, double least, CommonShift? common = null)
    {
        (double mean, double variance, int count) = now.Moments();
        (double meanBefore, double varianceBefore, int countBefore) = before.Moments();
        if (count < 3 || countBefore < 3)
            return 1;
        double floor = least * least, part = Math.Max(floor, variance) / count, partBefore = Math.Max(floor, varianceBefore) / countBefore, both = part + partBefore;
        double freedom = both * both / (part * part / (count - 1) + partBefore * partBefore / (countBefore - 1));
        return BeyondOfFew(Math.Abs(mean - meanBefore - (common?.Shift ?? 0)) / Math.Sqrt(both + (common?.Spread ?? 0) * (common?.Spread ?? 0)), freedom);
    }

    /// <summary>The same as <see cref="Beyond"/> where the deviation itself is known from few values only (Student), by the normal value that is as rare.</summary>
    /// <remarks>Source: Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", Ann. Math. Stat. 1959.</remarks>
    private static double BeyondOfFew(double deviations, double freedom) =>
        Beyond((8 * freedom + 1) / (8 * freedom + 3) * Math.Sqrt(freedom * Math.Log(1 + deviations * deviations / freedom)));

    /// <summary>A normal value at least so many deviations away, on either side.</summary>
    /// <remarks>Source: Abramowitz and Stegun, 7.1.26, and 7.1.23 for the tail.</remarks>
    public static double Beyond(double deviations)
    {
        double x = deviations / Math.Sqrt(2);
        if (x > 4)
            return Math.Exp(-x * x) / (x * Math.Sqrt(Math.PI));
        double t = 1 / (1 + 0.3275911 * x);
        return ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.Exp(-x * x);
    }

    private static double Part(double seen, double expected) => seen <= 0 ? 0 : seen * Math.Log(seen / Math.Max(1e-9, expected));
}
