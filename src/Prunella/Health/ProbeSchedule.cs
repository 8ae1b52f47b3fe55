namespace Prunella.Health;

/// <summary>A probe and its times.</summary>
/// <param name="Name">Unique among the sources of its component: <c>http</c>, <c>port</c> …</param>
/// <param name="Probe">How to look.</param>
public sealed record ProbeSchedule(string Name, IHealthProbe Probe)
{
    /// <summary>Time from one look to the next. Default 1 s, at least 50 ms.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long a look counts as failed. Default 0.5 s; positive.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a component that has just begun, or was replaced, may take to its first answer: until then a look waits this long, and one that
    /// fails counts for nothing, unless it is conclusive. Default zero: none; not negative.
    /// </summary>
    public TimeSpan Grace { get; init; }

    /// <summary>By which part of <see cref="Period"/> a look may come early or late, so that many probes do not beat together. Default 0.1, in [0, 0.5].</summary>
    public double Jitter { get; init; } = 0.1;
}
