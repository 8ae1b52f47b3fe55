using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Watching;

/// <summary>What of a trace is compared with ordinary time: times of work and of ways, which steps each operation took, and what it did after each.</summary>
internal static class TraceFacts
{
    /// <summary>The step that stands for a span that failed.</summary>
    public const string Failure = "fails";

    /// <summary>Stands for all callers of a service together: some call too seldom to be known each.</summary>
    public const string AnyCaller = "any";

    public static void Count(Trace trace, Tally into)
    {
        bool[] asksOthers = new bool[trace.Spans.Length];
        var steps = new List<string>?[trace.Spans.Length];
        for (int i = 0; i < asksOthers.Length; i++)
        {
            Span span = trace.Spans[i];
            if (trace.Parents[i] is not (>= 0 and var parent))
                continue;
            Span caller = trace.Spans[parent];
            string step = caller.Service == span.Service ? span.Operation : $"{span.Service} {span.Operation}";
            List<string> taken = steps[parent] ??= [];
            if (!taken.Contains(step))
                taken.Add(step); // how often it is repeated depends on what is asked for
            if (caller.Service == span.Service)
                continue;
            asksOthers[parent] = true;
            double way = Math.Max(0, caller.Duration - span.Duration) / 1e6;
            into.Add(new TimeKey(span.Service, caller.Service, IsWay: true), way);
            into.Add(new TimeKey(span.Service, AnyCaller, IsWay: true), way);
        }

        for (int i = 0; i < asksOthers.Length; i++)
        {
            Span span = trace.Spans[i];
            if (!asksOthers[i]) // else its own time is the way to the other and back
                into.Add(new TimeKey(span.Service, span.Operation, IsWay: false), trace.SelfTime[i] / 1e6);
            CountSteps(span, steps[i] ?? [], into);
        }
    }

    private static void CountSteps(Span span, List<string> steps, Tally into)
    {
        StepCounts whole = into.At(new FlowKey(span.Service, span.Operation, FlowKey.Anywhere));
        whole.Visits++;
        if (span.IsError)
            whole.Take(Failure);
        string after = FlowKey.Begin;
        foreach (string step in steps)
        {
            whole.Take(step);
            GoOn(span, after, step, into);
            after = step;
        }

        GoOn(span, after, FlowKey.End, into);
    }

    private static void GoOn(Span span, string after, string step, Tally into)
    {
        StepCounts there = into.At(new FlowKey(span.Service, span.Operation, after));
        there.Visits++;
        there.Take(step);
    }
}
