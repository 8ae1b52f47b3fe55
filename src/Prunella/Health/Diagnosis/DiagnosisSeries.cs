namespace Prunella.Health;

/// <summary>One series of one component: how it was while all was well, and how it is now.</summary>
/// <param name="Component">Whose it is.</param>
/// <param name="Metric">Its name; series of one name are compared with each other.</param>
/// <param name="Kind">What it says of the component.</param>
/// <param name="Normal">Points of ordinary time, evenly spaced, oldest first; NaN where a point is missing. Below five points the series says nothing.</param>
/// <param name="Anomalous">Points of the trouble, with the same spacing.</param>
public sealed record DiagnosisSeries(
    string Component, string Metric, SignalKind Kind, ReadOnlyMemory<double> Normal, ReadOnlyMemory<double> Anomalous)
{
    /// <summary>The shift that counts as one deviation at least, in the unit of the series, however calm it was before. Default 0: any shift may matter.</summary>
    public double Least { get; init; }

    /// <summary>
    /// What it is compared with in other components, where that is more than what has the same name: of what a component shows outside, as much is laid to those that it calls as they show
    /// of the same family. Default null: the name.
    /// </summary>
    public string? Family { get; init; }
}
