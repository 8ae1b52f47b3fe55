using System.Collections.Immutable;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Analysis;

/// <summary>Chooses the traces that are worth a look: with errors, the slowest of each kind, and some usual ones.</summary>
internal static class TraceChoice
{
    private const int Most = 200, MostWithErrors = 80, MostOfAKind = 6;

    public static ImmutableArray<Trace> Of(SpanTally tally)
    {
        Trace[] traces = [.. tally.Traces.Select(static spans => Trace.Of(spans)).OrderByDescending(static trace => trace.Duration).ThenBy(static trace => trace.Id.Value)];
        IEnumerable<Trace> failed = traces.Where(static trace => trace.Spans.Any(static span => span.IsError)).Take(MostWithErrors);
        var kinds = traces.GroupBy(static trace => (trace.Spans[0].Service, trace.Spans[0].Operation)).ToList();
        IEnumerable<Trace> slow = kinds.SelectMany(static kind => kind.Take(MostOfAKind));
        IEnumerable<Trace> usual = kinds.Select(static kind => kind.ElementAt(kind.Count() / 2));
        return [.. failed.Concat(usual).Concat(slow).DistinctBy(static trace => trace.Id).Take(Most).OrderByDescending(static trace => trace.Duration).ThenBy(static trace => trace.Id.Value)];
    }
}
