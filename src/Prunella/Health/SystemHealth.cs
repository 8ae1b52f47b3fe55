using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>The health of all components at one moment.</summary>
/// <param name="State">The state of the whole.</param>
/// <param name="Reason">Which component decided it.</param>
/// <param name="Components">Each component by name, in the order of names.</param>
public sealed record SystemHealth(HealthState State, string Reason, IReadOnlyDictionary<ComponentName, ComponentHealth> Components);
