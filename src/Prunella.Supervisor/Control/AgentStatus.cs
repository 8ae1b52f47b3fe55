using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>How a project is at one moment: what <c>prunella status</c> shows and prints as JSON.</summary>
public sealed record AgentStatus
{
    /// <summary>The name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>The version of the agent.</summary>
    public required string Version { get; init; }

    /// <summary>The process id of the agent.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When the agent started, by the wall clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this picture was taken, by the wall clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The state of the whole.</summary>
    public required HealthState State { get; init; }

    /// <summary>Which component decided it.</summary>
    public required string Reason { get; init; }

    /// <summary>How much happens by itself, by class of action, from the lowest rung to the highest.</summary>
    public required IReadOnlyList<TierMode> Modes { get; init; }

    /// <summary>Whether all healing is stopped.</summary>
    public required KillSwitchView KillSwitch { get; init; }

    /// <summary>Whether healing only observes because too many of its recent actions failed.</summary>
    public bool RemedyBreakerOpen { get; init; }

    /// <summary>What is left of the budgets: the whole first, then groups and components that have used some.</summary>
    public IReadOnlyList<BudgetView> Budgets { get; init; } = [];

    /// <summary>The components, in the order of the plan, instances after their service.</summary>
    public required IReadOnlyList<ComponentStatus> Components { get; init; }

    /// <summary>The open incidents, newest first.</summary>
    public IReadOnlyList<IncidentView> Incidents { get; init; } = [];

    /// <summary>How the service-level objectives are kept, in the order of the plan.</summary>
    public IReadOnlyList<ObjectiveStatus> Objectives { get; init; } = [];

    /// <summary>The directory of the journal's files; null where it is kept in memory alone.</summary>
    public string? Journal { get; init; }
}
