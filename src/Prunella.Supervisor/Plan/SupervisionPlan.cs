using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>What is to run: the services of one project. Immutable and whole; <see cref="SupervisionPlanValidator"/> tells whether it can be carried out.</summary>
public sealed record SupervisionPlan
{
    /// <summary>The name of the project, a component name; it names the agent's socket.</summary>
    public required string Project { get; init; }

    /// <summary>The directory that relative paths begin at, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The services, in the order they were written.</summary>
    public required IReadOnlyList<ServicePlan> Services { get; init; }

    /// <summary>How often a component may be replaced within 30 s before a person gets the incident. Default 3.</summary>
    /// <remarks>0 means no limit, and no backoff after a replacement that helped: for programs that are meant to end often.</remarks>
    public int RestartIntensity { get; init; } = 3;

    /// <summary>What is done with what the services tell of themselves; null for nothing.</summary>
    public TelemetryPlan? Telemetry { get; init; }

    /// <summary>How far fixes of the project's files may go by themselves. Default <see cref="HealingMode.Observe"/>: they are shown, and carried out by nobody.</summary>
    public HealingMode Fixes { get; init; } = HealingMode.Observe;

    /// <summary>What people are told of, and which way; null for what the agent's options say.</summary>
    public AlertOptions? Alerts { get; init; }
}
