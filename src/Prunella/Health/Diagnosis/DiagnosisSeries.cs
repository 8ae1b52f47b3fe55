namespace Prunella.Health;

/// <summary>One series of one component: how it was while all was well, and how it is now.</summary>
/// <param name="Component">Whose it is.</param>
/// <param name="Metric">Its name; series of one name are compared with each other.</param>
/// <param name="Kind">What it says of the component.</param>
/// <param name="Normal">Points of ordinary time, evenly spaced, oldest first; NaN where a point is missing. Below five points the series says nothing.</param>
/// <param name="Anomalous">Points of the trouble, with the same spacing.</param>
public sealed record DiagnosisSeries(
    string Component, string Metric, SignalKind Kind, ReadOnlyMemory<double> Normal, ReadOnlyMemory<double> Anomalous);
