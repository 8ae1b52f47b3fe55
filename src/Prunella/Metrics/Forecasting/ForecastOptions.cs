namespace Prunella.Metrics;

/// <summary>How a series is forecast.</summary>
public sealed record ForecastOptions
{
    /// <summary>How far ahead, in intervals of the series. Default 24, in [1, 10,000].</summary>
    public int Steps { get; init; } = 24;

    /// <summary>The share of values to come that the band shall hold. Default 0.9, in (0, 1).</summary>
    public double Coverage { get; init; } = 0.9;

    /// <summary>After so long the series is expected to repeat itself. Default 1 day, positive.</summary>
    public TimeSpan Season { get; init; } = TimeSpan.FromDays(1);
}
