using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>What one source says of a component.</summary>
/// <param name="Name">The source: the name of a probe, or <c>exit</c>, <c>heartbeat</c>, <c>series</c> …</param>
/// <param name="State">What it says; null as long as nothing counts.</param>
/// <param name="Reason">Why.</param>
/// <param name="Probe">What the probe does; null where it is no probe.</param>
/// <param name="Period">How often it looks; null where it is no probe.</param>
public sealed record SourceView(string Name, HealthState? State, string Reason, string? Probe = null, TimeSpan? Period = null);
