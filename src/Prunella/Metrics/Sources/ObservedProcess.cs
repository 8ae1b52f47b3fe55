namespace Prunella.Metrics;

/// <summary>A process whose use of the machine is measured.</summary>
/// <param name="Component">Its component; null for this process.</param>
/// <param name="Pid">Its process id.</param>
public readonly record struct ObservedProcess(string? Component, int Pid);
