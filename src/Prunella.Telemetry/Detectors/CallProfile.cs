using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is known of the calls of one service to another in one period. Immutable.</summary>
/// <param name="Calls">How many there were.</param>
/// <param name="Failures">How many failed as the caller saw it, and not as the called did.</param>
/// <param name="Series">How long the way there and back took, over time.</param>
/// <param name="Example">One of them.</param>
public sealed record CallProfile(long Calls, long Failures, TimeSeries Series, SpanEvidence Example);
