namespace Prunella.Metrics;

/// <summary>When a series is expected to reach a limit.</summary>
/// <param name="Expected">The moment by the expected values; null where it lies beyond the forecast.</param>
/// <param name="Earliest">The moment by the near end of the band; null where even that lies beyond.</param>
public sealed record LimitForecast(DateTimeOffset? Expected, DateTimeOffset? Earliest);
