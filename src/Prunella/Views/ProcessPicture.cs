namespace Prunella.Views;

/// <summary>The process of a component at one moment.</summary>
/// <param name="ProcessId">Its process id.</param>
/// <param name="Uptime">How long it has run.</param>
/// <param name="Restarts">How often the component's process was started again since the agent started.</param>
public sealed record ProcessPicture(int ProcessId, TimeSpan Uptime, int Restarts)
{
    /// <summary>How many warm standby processes are ready to take over.</summary>
    public int StandbyReady { get; init; }

    /// <summary>Resident memory in bytes; null where it is not known.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processor time over the last second or more, in cores; null where it is not known.</summary>
    public double? Cores { get; init; }
}
