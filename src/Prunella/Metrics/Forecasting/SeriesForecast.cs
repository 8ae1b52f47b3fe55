namespace Prunella.Metrics;

/// <summary>What is expected of a series. Immutable.</summary>
/// <param name="Points">The moments to come, nearest first.</param>
/// <param name="Methods">What did best on the series' own past, best first: their median is the forecast.</param>
/// <param name="Error">The mean absolute error of the best one on that past, in the unit of the series; NaN where there was too little of it.</param>
/// <param name="Interval">The time from one point to the next.</param>
public sealed record SeriesForecast(IReadOnlyList<ForecastPoint> Points, IReadOnlyList<string> Methods, double Error, TimeSpan Interval)
{
    /// <summary>When a limit is reached, coming from the last known value.</summary>
    /// <param name="limit">In the unit of the series.</param>
    /// <param name="rising">Whether it is reached from below.</param>
    public LimitForecast Reaches(double limit, bool rising = true)
    {
        DateTimeOffset? expected = null, earliest = null;
        foreach (ForecastPoint point in Points)
        {
            if (earliest is null && (rising ? point.Upper >= limit : point.Lower <= limit))
                earliest = point.Time;
            if (expected is null && (rising ? point.Value >= limit : point.Value <= limit))
                expected = point.Time;
        }

        return new LimitForecast(expected, earliest);
    }
}
