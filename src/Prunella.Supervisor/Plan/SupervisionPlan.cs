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
}
