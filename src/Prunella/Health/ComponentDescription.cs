using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>A component, what it depends on, and how to look at it.</summary>
/// <param name="Name">Its name, unique.</param>
public sealed record ComponentDescription(ComponentName Name)
{
    /// <summary>What it is: <c>process</c>, <c>group</c>, <c>dependency</c>, <c>worker</c> …</summary>
    public string Kind { get; init; } = "component";

    /// <summary>What it can not work without: while one of these has failed, its own trouble is a symptom.</summary>
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>What it works worse without: while one of these has failed, it is degraded, and nothing is done to it for that.</summary>
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];

    /// <summary>The group whose budget it shares, as the replicas of a service do; null where it stands alone.</summary>
    public ComponentName? Group { get; init; }

    /// <summary>Whether it is a measure of others, as a service-level objective: people are told of its trouble, but it gets no incident, for nothing can be done to it.</summary>
    public bool IsMeasure { get; init; }

    /// <summary>How to look at it.</summary>
    public IReadOnlyList<ProbeSchedule> Probes { get; init; } = [];
}
