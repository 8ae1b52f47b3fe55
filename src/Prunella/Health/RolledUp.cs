using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>The state of a component with its dependencies counted in.</summary>
/// <param name="State">The state; null as long as neither the component nor a cause of trouble has been observed.</param>
/// <param name="SymptomOf">The root of its trouble; null where that is its own, or there is none.</param>
public readonly record struct RolledUp(HealthState? State, ComponentName? SymptomOf);
