namespace Prunella.Telemetry.Detectors;

/// <summary>How the detectors decide.</summary>
public sealed record DetectorOptions
{
    /// <summary>The share of what is told that may be false: the budget of false alarms. Default 0.01; above 0 and below 1.</summary>
    public double FalseAlarms { get; init; } = 0.01;

    /// <summary>Most findings of one class that are told; the surest are. Default 50; positive.</summary>
    public int MostOfClass { get; init; } = 50;
}
