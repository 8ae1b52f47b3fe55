using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>One component at one moment.</summary>
public sealed record ComponentStatus
{
    /// <summary>Its name.</summary>
    public required ComponentName Name { get; init; }

    /// <summary>What it is: <c>process</c>, <c>group</c>, <c>dependency</c>, <c>worker</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>Its state with its dependencies counted in.</summary>
    public required HealthState State { get; init; }

    /// <summary>Its state by its own sources alone; null as long as none has spoken.</summary>
    public HealthState? Own { get; init; }

    /// <summary>What decided the state.</summary>
    public required string Reason { get; init; }

    /// <summary>When it came to this state, by the wall clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The component whose trouble causes this one's; null where the trouble is its own, or there is none.</summary>
    public ComponentName? SymptomOf { get; init; }

    /// <summary>What it can not work without.</summary>
    public IReadOnlyList<ComponentName> Requires { get; init; } = [];

    /// <summary>What it works worse without.</summary>
    public IReadOnlyList<ComponentName> Uses { get; init; } = [];

    /// <summary>The group whose budget it shares; null where it stands alone.</summary>
    public ComponentName? Group { get; init; }

    /// <summary>Its process id; null where it is no process, or none runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>How long its process has run; null where none does.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>How often its process was started again since the agent started.</summary>
    public int Restarts { get; init; }

    /// <summary>How many warm standby processes are ready to take over.</summary>
    public int StandbyReady { get; init; }

    /// <summary>The longest time between two heartbeats of its process; null where it sends none. For the choice of <c>freeze</c>.</summary>
    public TimeSpan? LongestSilence { get; init; }

    /// <summary>The longest time in which the thread pool of its process ran nothing; null where it sends no heartbeats. For the choice of <c>starvation</c>.</summary>
    public TimeSpan? LongestPoolSilence { get; init; }

    /// <summary>Resident memory of the process and its descendants, in bytes; null where it is not known.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processor time in cores, as 0.5: since this operator's last look, at the first one since the launch. Null where it is not known.</summary>
    public double? Cores { get; init; }
}
