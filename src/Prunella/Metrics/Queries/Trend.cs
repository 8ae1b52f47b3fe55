namespace Prunella.Metrics;

/// <summary>Where a series is going: a line through it that outliers do not bend.</summary>
/// <param name="SlopePerSecond">By how much it rises each second.</param>
/// <param name="Low">The lower end of the slope's 95 % confidence interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">Where the line is at <paramref name="At"/>.</param>
/// <param name="At">The end of the window.</param>
/// <param name="Samples">How many medians the line was laid through.</param>
public sealed record Trend(double SlopePerSecond, double Low, double High, double Level, DateTimeOffset At, int Samples)
{
    /// <summary>Whether it certainly rises or falls: zero is not in the interval.</summary>
    public bool IsCertain => Low > 0 || High < 0;

    /// <summary>When the line reaches a limit.</summary>
    /// <returns>
    /// The time from <see cref="At"/> by the slope and by both ends of its interval, soonest first; null where the line does not go there,
    /// <see cref="TimeSpan.MaxValue"/> for an end of the interval that does not. Zero where the limit is passed.
    /// </returns>
    public (TimeSpan Soonest, TimeSpan Likely, TimeSpan Latest)? TimeTo(double limit)
    {
        double way = limit - Level;
        if (way == 0)
            return (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        if (Math.Sign(way) != Math.Sign(SlopePerSecond))
            return null;
        (double fast, double slow) = way > 0 ? (High, Low) : (Low, High);
        return (After(way, fast), After(way, SlopePerSecond), After(way, slow));
    }

    private static TimeSpan After(double way, double slope)
    {
        double seconds = way / slope;
        return seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }
}
