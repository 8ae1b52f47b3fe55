using System.Collections.Immutable;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Analysis;

/// <summary>Lets the detectors compare the second half of the traces with the first, where nothing else is given to compare with.</summary>
internal static class TraceFindings
{
    private const int Enough = 40;

    public static ImmutableArray<Finding> Of(SpanTally tally)
    {
        Trace[] traces = [.. Traces(tally).OrderBy(static trace => trace.Spans[0].Start).ThenBy(static trace => trace.Id.Value)];
        if (traces.Length < Enough)
            return [];
        int half = traces.Length / 2;
        return new AnomalyDetectors().Detect(new DetectorInput(Profile(traces.AsSpan(half)), Profile(traces.AsSpan(0, half)), Declarations.None));
    }

    /// <summary>The profile of all traces.</summary>
    public static PeriodProfile Profile(SpanTally tally) => Profile(Traces(tally).ToArray());

    private static IEnumerable<Trace> Traces(SpanTally tally) => tally.Traces.Select(static spans => Trace.Of(spans));

    private static PeriodProfile Profile(ReadOnlySpan<Trace> traces)
    {
        var builder = new ProfileBuilder();
        foreach (Trace trace in traces)
            builder.Add(trace);
        return builder.Build();
    }
}
