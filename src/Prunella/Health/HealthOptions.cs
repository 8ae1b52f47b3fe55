namespace Prunella.Health;

/// <summary>How readings become states. Section <c>Prunella:Health</c>.</summary>
public sealed record HealthOptions
{
    /// <summary>So many readings in a row must be worse before an inconclusive one counts. Default 2, in [1, 100].</summary>
    public int DownAfter { get; set; } = 2;

    /// <summary>So many readings in a row must be better before an inconclusive one counts. Default 2, in [1, 100].</summary>
    public int UpAfter { get; set; } = 2;

    /// <summary>A component whose own state changes more often than this within <see cref="FlapWindow"/> is held at its worse state. Default 6, in [2, 100].</summary>
    public int FlapChanges { get; set; } = 6;

    /// <summary>The window over which changes are counted. Default 1 min, positive.</summary>
    public TimeSpan FlapWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A component that is held is let go once its state has not changed for this long. Default 30 s, positive.</summary>
    public TimeSpan FlapQuiet { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most components under watch; further ones are refused and logged. Default 10,000, in [1, 100,000].</summary>
    public int MaxComponents { get; set; } = 10_000;

    /// <summary>When people are told.</summary>
    public AlertOptions Alerts { get; set; } = new();
}
