namespace Prunella.Supervisor;

/// <summary>What a process and its descendants may consume; null means no limit.</summary>
public sealed record ResourceLimits
{
    /// <summary>Memory in bytes. By the cgroup where it has the controller; else the supervisor measures once a second and replaces what is over.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Processor time in cores, as 0.5. By the cgroup alone: without its controller <c>doctor</c> says that it is not enforced.</summary>
    public double? Cores { get; init; }

    /// <summary>Open files, by rlimit.</summary>
    public long? Files { get; init; }

    /// <summary>Processes and threads. By the cgroup alone, as <see cref="Cores"/>.</summary>
    public long? Processes { get; init; }
}
