using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is known of one change of state in one period. Immutable.</summary>
/// <param name="Count">How often it happened.</param>
/// <param name="Service">Who told of it first.</param>
/// <param name="Example">The first time.</param>
public sealed record TransitionProfile(long Count, string Service, Evidence Example);
