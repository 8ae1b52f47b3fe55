using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What one look at a component gave.</summary>
/// <param name="State">How it works.</param>
/// <param name="Reason">What was seen, in words and numbers, one line.</param>
public sealed record HealthReading(HealthState State, string Reason)
{
    /// <summary>Whether one look is proof, as the exit of a process is. Otherwise a bad reading counts once it repeats.</summary>
    public bool Conclusive { get; init; }

    /// <summary>
    /// Whether a conclusive reading speaks of a component that has just begun or was replaced: what its other sources saw of the former is void,
    /// and its probes look at once, with the grace of a start.
    /// </summary>
    public bool Renews { get; init; }

    /// <summary>More facts for the incident, one a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>A good reading.</summary>
    public static HealthReading Healthy(string reason) => new(HealthState.Healthy, reason);
}
