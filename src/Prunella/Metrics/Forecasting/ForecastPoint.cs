namespace Prunella.Metrics;

/// <summary>What is expected of a series at one moment to come.</summary>
/// <param name="Time">When.</param>
/// <param name="Value">The expected value.</param>
/// <param name="Lower">The lower end of the band.</param>
/// <param name="Upper">The upper end of the band.</param>
public readonly record struct ForecastPoint(DateTimeOffset Time, double Value, double Lower, double Upper);
