using Prunella.Metrics;

namespace Prunella.Cli.Series;

/// <summary>What <c>forecast --json</c> prints.</summary>
internal sealed record ForecastReply(
    TimeSpan Interval, double? Error, IReadOnlyList<string> Methods, LimitForecast? Limit, IReadOnlyList<ForecastPoint> Points);
