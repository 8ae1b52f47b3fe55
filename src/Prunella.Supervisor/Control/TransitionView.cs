using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>One transition of a component.</summary>
/// <param name="At">When.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state from then on.</param>
/// <param name="Reason">What was seen.</param>
/// <param name="SymptomOf">The root of the trouble; null for none.</param>
public sealed record TransitionView(DateTimeOffset At, HealthState From, HealthState To, string Reason, ComponentName? SymptomOf = null);
