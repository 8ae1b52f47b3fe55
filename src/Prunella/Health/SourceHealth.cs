using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What one source says of a component.</summary>
/// <param name="Name">The source: the name of a probe, or whoever reports.</param>
/// <param name="State">What counts of what it said; null as long as nothing does.</param>
/// <param name="Reason">Why; empty where nothing counts.</param>
/// <param name="Probe">The probe; null where it is none.</param>
public sealed record SourceHealth(string Name, HealthState? State, string Reason, ProbeSchedule? Probe);
