using System.Collections.Immutable;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Spans;

namespace Prunella.Evaluation.Shop;

/// <summary>Traces and records of a span of time, by when they began.</summary>
internal sealed record Telemetry(ImmutableArray<Trace> Traces, ImmutableArray<LogEvent> Records)
{
    /// <summary>What the services wrote, from <c>*.jsonl</c> of a folder.</summary>
    public static Telemetry Read(string folder)
    {
        var spans = new Dictionary<TraceId, List<Span>>();
        var records = new List<LogEvent>();
        foreach (string file in Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
            OtlpLines.Read(file, span => (spans.TryGetValue(span.Trace, out List<Span>? list) ? list : spans[span.Trace] = []).Add(span), records.Add);
        return new Telemetry([.. spans.Values.Select(static list => Trace.Of(list)).OrderBy(static trace => trace.Spans[0].Start)], [.. records.OrderBy(static record => record.Time)]);
    }

    /// <summary>What began within a time; records of a trace go with it.</summary>
    public Telemetry Between(DateTimeOffset from, DateTimeOffset to)
    {
        ImmutableArray<Trace> traces = [.. Traces.Where(trace => trace.Spans[0].StartTime >= from && trace.Spans[0].StartTime < to)];
        HashSet<TraceId> ids = [.. traces.Select(static trace => trace.Id)];
        return new Telemetry(traces, [.. Records.Where(record => record.Trace.IsNone ? record.Time >= from && record.Time < to : ids.Contains(record.Trace))]);
    }
}
