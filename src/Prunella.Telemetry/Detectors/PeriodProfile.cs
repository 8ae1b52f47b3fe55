using System.Collections.Immutable;
using Prunella.Metrics;

namespace Prunella.Telemetry.Detectors;

/// <summary>All that the detectors know of one period. Immutable; its size depends on how many different things there are, not on how much happened.</summary>
public sealed record PeriodProfile
{
    /// <summary>The period; null where nothing in it has a time.</summary>
    public required TimeWindow? When { get; init; }

    /// <summary>Traces that were taken in.</summary>
    public required long Traces { get; init; }

    /// <summary>Records of logs that were taken in.</summary>
    public required long Records { get; init; }

    /// <summary>Operations, from spans.</summary>
    public ImmutableDictionary<OperationKey, OperationProfile> Operations { get; init; } = ImmutableDictionary<OperationKey, OperationProfile>.Empty;

    /// <summary>Calls between services, from spans: who calls, who is called.</summary>
    public ImmutableDictionary<(string Caller, string Callee), CallProfile> Calls { get; init; } = ImmutableDictionary<(string, string), CallProfile>.Empty;

    /// <summary>Which service answers at an address, where its spans tell: a call that never arrives is known by it.</summary>
    public ImmutableDictionary<string, string> Addresses { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Routes of HTTP, by service, from the attribute <c>http.route</c>.</summary>
    public ImmutableDictionary<(string Service, RouteKey Route), RouteProfile> Routes { get; init; } = ImmutableDictionary<(string, RouteKey), RouteProfile>.Empty;

    /// <summary>Paths that were asked for and that no route serves, by service, from <c>url.path</c>; segments that look like identifiers stand for any.</summary>
    public ImmutableDictionary<(string Service, RouteKey Route), RouteProfile> Unrouted { get; init; } = ImmutableDictionary<(string, RouteKey), RouteProfile>.Empty;

    /// <summary>The versions of each service.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> Versions { get; init; } = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;

    /// <summary>Log statements, by service and template.</summary>
    public ImmutableDictionary<OperationKey, RecordProfile> Templates { get; init; } = ImmutableDictionary<OperationKey, RecordProfile>.Empty;

    /// <summary>Errors, by fingerprint.</summary>
    public ImmutableDictionary<string, RecordProfile> Errors { get; init; } = ImmutableDictionary<string, RecordProfile>.Empty;

    /// <summary>What followed what in the records of one trace, where there are records of traces: "a → b" by how many traces it occurred in.</summary>
    public ImmutableDictionary<string, long> RecordOrder { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Changes of state.</summary>
    public ImmutableDictionary<StateChange, TransitionProfile> Transitions { get; init; } = ImmutableDictionary<StateChange, TransitionProfile>.Empty;

    /// <summary>Numbers that log statements write, by statement and name.</summary>
    public ImmutableDictionary<(OperationKey Statement, string Name), ValueProfile> Values { get; init; } = ImmutableDictionary<(OperationKey, string), ValueProfile>.Empty;

    /// <summary>Things that were left out because there were too many different ones.</summary>
    public long LeftOut { get; init; }
}
