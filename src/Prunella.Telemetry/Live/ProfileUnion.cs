using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Prunella.Metrics;
using Prunella.Telemetry.Detectors;

namespace Prunella.Telemetry.Live;

/// <summary>Puts the profiles of several services' logs together, so that they are judged at once and share one budget of false alarms.</summary>
internal static class ProfileUnion
{
    public static PeriodProfile Of(IReadOnlyCollection<PeriodProfile> profiles) => new()
    {
        When = profiles.Select(static one => one.When).OfType<TimeWindow>().ToList() is { Count: > 0 } times ? new TimeWindow(times.Min(static time => time.From), times.Max(static time => time.To)) : null,
        Traces = 0,
        Records = profiles.Sum(static one => one.Records),
        LeftOut = profiles.Sum(static one => one.LeftOut),
        Templates = Joined(profiles.Select(static one => one.Templates), static (one, other) => one with { Count = one.Count + other.Count, Occasions = Math.Max(one.Occasions, other.Occasions) }),
        Operations = Joined(profiles.Select(static one => one.Operations), static (one, other) => one.Calls >= other.Calls ? one : other),
        Errors = Joined(profiles.Select(static one => one.Errors), static (one, other) => (one.Count >= other.Count ? one : other) with { Count = one.Count + other.Count, Burstiness = Math.Max(one.Burstiness, other.Burstiness) }),
        RecordOrder = Joined(profiles.Select(static one => one.RecordOrder), static (one, other) => one + other),
        Transitions = Joined(profiles.Select(static one => one.Transitions), static (one, other) => one with { Count = one.Count + other.Count }),
        Values = Joined(profiles.Select(static one => one.Values), static (one, _) => one),
    };

    private static ImmutableDictionary<TKey, TValue> Joined<TKey, TValue>(IEnumerable<ImmutableDictionary<TKey, TValue>> all, Func<TValue, TValue, TValue> join)
        where TKey : notnull
    {
        var joined = new Dictionary<TKey, TValue>();
        foreach ((TKey key, TValue value) in all.SelectMany(static one => one))
        {
            ref TValue? held = ref CollectionsMarshal.GetValueRefOrAddDefault(joined, key, out bool exists);
            held = exists ? join(held!, value) : value;
        }

        return joined.ToImmutableDictionary();
    }
}
