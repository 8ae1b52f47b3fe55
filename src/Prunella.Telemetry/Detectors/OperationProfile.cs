using System.Collections.Immutable;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is known of an operation in one period, from spans, or of durations that a log statement tells. Immutable.</summary>
/// <param name="Calls">How often it was called.</param>
/// <param name="Failures">How often it failed while none of its parts did.</param>
/// <param name="Durations">How long it took, in milliseconds.</param>
/// <param name="SelfTimes">How long it took without its parts, in milliseconds.</param>
/// <param name="Series">Its self time over time.</param>
/// <param name="Steps">In how many of the <see cref="Whole"/> calls each step was taken, was taken more than once ("a again"), and followed another directly ("a → b").</param>
/// <param name="IsCall">It is a call to another service, seen by who calls: its own time is the way there and back.</param>
/// <param name="Slowest">The slowest call; of logs, one that tells how long it took.</param>
/// <param name="Failed">A call that failed; null if none did.</param>
public sealed record OperationProfile(
    long Calls,
    long Failures,
    QuantileSketch Durations,
    QuantileSketch SelfTimes,
    TimeSeries Series,
    ImmutableDictionary<string, long> Steps,
    bool IsCall,
    Evidence Slowest,
    SpanEvidence? Failed)
{
    internal const string Again = " again";

    /// <summary>How many of the calls were not broken off by a failure. All by default.</summary>
    public long Whole { get; init; } = Calls;
}
