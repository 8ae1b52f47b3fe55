namespace Prunella.Metrics;

/// <summary>A series at one moment.</summary>
/// <param name="Series">Of what.</param>
/// <param name="Newest">Its newest point; missing at the moment of <see cref="SeriesInfo.FirstSeen"/> where it has none yet.</param>
/// <param name="Total">Of a counter the total since the hub met it; of a <see cref="SeriesKind.HistogramRate"/> the number of measurements; else null.</param>
/// <param name="Distribution">Of a <see cref="SeriesKind.HistogramRate"/>, all that was measured since the hub met it; else null.</param>
public sealed record SeriesReading(SeriesInfo Series, SeriesPoint Newest, double? Total, QuantileSketch? Distribution);
