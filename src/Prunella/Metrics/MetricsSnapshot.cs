namespace Prunella.Metrics;

/// <summary>All series at one moment. Immutable.</summary>
/// <param name="Time">The moment, on the hub's time line.</param>
/// <param name="Series">Each series with its newest point, by number.</param>
public sealed record MetricsSnapshot(DateTimeOffset Time, IReadOnlyList<SeriesReading> Series);
