using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is known of a route in one period. Immutable.</summary>
/// <param name="Service">Who answered.</param>
/// <param name="Statuses">How often each status was answered; 0 where none is told.</param>
/// <param name="Example">One of the calls.</param>
public sealed record RouteProfile(string Service, ImmutableDictionary<int, long> Statuses, SpanEvidence Example)
{
    /// <summary>How often it was called.</summary>
    public long Calls => Statuses.Values.Sum();
}
