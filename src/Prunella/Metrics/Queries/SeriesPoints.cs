namespace Prunella.Metrics;

/// <summary>The points of a window.</summary>
/// <param name="Series">Of what.</param>
/// <param name="Window">Of when.</param>
/// <param name="Step">The time from one point to the next: what the points were rolled up to.</param>
/// <param name="Means">The means of the steps, oldest first. Steps of which nothing is held are not in it; steps that are known to have no value are.</param>
/// <param name="Lows">The least value of each of those steps; the same list as <paramref name="Means"/> at full resolution.</param>
/// <param name="Highs">The greatest value of each of those steps; the same list as <paramref name="Means"/> at full resolution.</param>
public sealed record SeriesPoints(
    SeriesInfo Series, TimeWindow Window, TimeSpan Step, IReadOnlyList<SeriesPoint> Means, IReadOnlyList<SeriesPoint> Lows, IReadOnlyList<SeriesPoint> Highs);
