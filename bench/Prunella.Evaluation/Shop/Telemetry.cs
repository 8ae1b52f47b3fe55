using System.Collections.Immutable;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Spans;

namespace Prunella.Evaluation.Shop;

/// <summary>Traces and records of a span of time, by when they began.</summary>
internal sealed record Telemetry(ImmutableArray<Trace> Traces, ImmutableArray<LogEvent> Records)
{
    /// <summary>What began within a time; records of a trace go with it.</summary>
    public Telemetry Between(DateTimeOffset from, DateTimeOffset to)
    {
        ImmutableArray<Trace> traces = [.. Traces.Where(trace => trace.Spans[0].StartTime >= from && trace.Spans[0].StartTime < to)];
        HashSet<TraceId> ids = [.. traces.Select(static trace => trace.Id)];
        return new Telemetry(traces, [.. Records.Where(record => record.Trace.IsNone ? record.Time >= from && record.Time < to : ids.Contains(record.Trace))]);
    }
}
