using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Watching;

/// <summary>What of a trace is compared with ordinary time: times of work and of ways, and which steps each operation took.</summary>
internal sealed class TraceFacts
{
    /// <summary>The step that stands for a span that failed.</summary>
    public const string Failure = "fails";

    /// <summary>Stands for all callers of a service together: some call too seldom to be known each.</summary>
    public const string AnyCaller = "any";

    private TraceFacts(long end) => End = end;

    /// <summary>When the trace ended, in nanoseconds since 1970.</summary>
    public long End { get; }

    /// <summary>Milliseconds that each thing took.</summary>
    public List<(TimeKey Key, double Milliseconds)> Times { get; } = [];

    /// <summary>Each visit to an operation, and each step that was taken in it once or more.</summary>
    public List<FlowKey> Flow { get; } = [];

    public static TraceFacts Of(Trace trace)
    {
        var facts = new TraceFacts(trace.Spans.Max(static span => span.End));
        bool[] asksOthers = new bool[trace.Spans.Length];
        var steps = new HashSet<(int, string, string)>();
        for (int i = 0; i < asksOthers.Length; i++)
        {
            Span span = trace.Spans[i];
            facts.Flow.Add(new FlowKey(span.Service, span.Operation, ""));
            if (span.IsError)
                facts.Flow.Add(new FlowKey(span.Service, span.Operation, Failure));
            if (trace.Parents[i] is not (>= 0 and var parent))
                continue;
            Span caller = trace.Spans[parent];
            if (steps.Add((parent, span.Service, span.Operation)))
                facts.Flow.Add(new FlowKey(caller.Service, caller.Operation, caller.Service == span.Service ? span.Operation : $"{span.Service} {span.Operation}"));
            if (caller.Service == span.Service)
                continue;
            asksOthers[parent] = true;
            double way = Math.Max(0, caller.Duration - span.Duration) / 1e6;
            facts.Times.Add((new TimeKey(span.Service, caller.Service, IsWay: true), way));
            facts.Times.Add((new TimeKey(span.Service, AnyCaller, IsWay: true), way));
        }

        for (int i = 0; i < asksOthers.Length; i++)
        {
            if (!asksOthers[i]) // else its own time is the way to the other and back
                facts.Times.Add((new TimeKey(trace.Spans[i].Service, trace.Spans[i].Operation, IsWay: false), trace.SelfTime[i] / 1e6));
        }

        return facts;
    }
}
