using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>One component at one moment, with its process.</summary>
public sealed record ComponentStatus : ComponentView
{
    /// <summary>Nothing is known yet.</summary>
    [JsonConstructor]
    public ComponentStatus()
    {
    }

    [SetsRequiredMembers]
    internal ComponentStatus(ComponentHealth health)
        : base(health) => Group = health.Description.Group;

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
