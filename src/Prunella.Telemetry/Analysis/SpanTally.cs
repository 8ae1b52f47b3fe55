using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Counts spans by operation, and keeps traces: all while they are few, then a fair half, then a quarter. Not thread-safe.</summary>
internal sealed class SpanTally(TimeAxis axis, int most) : ISpanSink
{
    private const int MostOperations = 2000;
    private readonly Dictionary<(string, string), OperationTally> _operations = [];
    private Dictionary<TraceId, List<Span>> _traces = [];
    private int _halvings, _kept;

    public IEnumerable<OperationTally> Operations => _operations.Values;

    public IReadOnlyCollection<List<Span>> Traces => _traces.Values;

    /// <summary>The share of all traces that were kept.</summary>
    public double Share => 1.0 / (1L << _halvings);

    /// <summary>How many traces there are, as far as those that were kept tell.</summary>
    public long TraceCount => (long)_traces.Count << _halvings;

    public void Accept(Span span)
    {
        if (!_operations.TryGetValue((span.Service, span.Operation), out OperationTally? operation) && _operations.Count < MostOperations)
            _operations.Add((span.Service, span.Operation), operation = new OperationTally(span.Service, span.Operation));
        int slot = axis.Slot(DateTime.UnixEpoch.Ticks + (span.Start / 100));
        if (operation is not null)
        {
            int step = operation.Latency.Add(span.Duration / 1000.0);
            operation.Errors += span.IsError ? 1 : 0;
            if (slot >= 0)
                operation.Heat.Add(slot, step);
        }

        Keep(span);
    }

    public void Absorb(SpanTally other, int folds, long oldBase)
    {
        foreach (OperationTally theirs in other._operations.Values)
        {
            theirs.Heat.Move(axis, folds, oldBase);
            if (!_operations.TryGetValue((theirs.Service, theirs.Name), out OperationTally? ours))
            {
                _operations.Add((theirs.Service, theirs.Name), theirs);
                continue;
            }

            ours.Latency.Absorb(theirs.Latency);
            ours.Heat.Absorb(theirs.Heat);
            ours.Errors += theirs.Errors;
        }

        Halve(Math.Max(_halvings, other._halvings));
        foreach (Span span in other._traces.Values.SelectMany(static spans => spans))
            Keep(span);
    }

    public IEnumerable<OperationSummary> Summaries(int first, int steps)
    {
        Dictionary<(string, string), double> own = OwnTimes();
        return _operations.Values.Select(operation => new OperationSummary
        {
            Service = operation.Service,
            Name = operation.Name,
            Count = operation.Latency.Count,
            Errors = operation.Errors,
            Total = AnalysisBuilder.Time(operation.Latency.Sum),
            Own = own.TryGetValue((operation.Service, operation.Name), out double time) ? AnalysisBuilder.Time(time) : null,
            Median = AnalysisBuilder.Time(operation.Latency.Quantile(0.5)),
            P95 = AnalysisBuilder.Time(operation.Latency.Quantile(0.95)),
            P99 = AnalysisBuilder.Time(operation.Latency.Quantile(0.99)),
            Longest = AnalysisBuilder.Time(operation.Latency.Longest),
            Heat = [.. Enumerable.Range(first, steps).Select(slot => operation.Heat[slot] is { } row ? [.. row] : System.Collections.Immutable.ImmutableArray<int>.Empty)],
        });
    }

    private Dictionary<(string, string), double> OwnTimes()
    {
        var own = new Dictionary<(string, string), double>();
        foreach (List<Span> spans in _traces.Values)
        {
            Trace trace = Trace.Of(spans);
            for (int i = 0; i < trace.Spans.Length; i++)
            {
                (string, string) key = (trace.Spans[i].Service, trace.Spans[i].Operation);
                own[key] = own.GetValueOrDefault(key) + (trace.SelfTime[i] / 1000.0 / Share);
            }
        }

        return own;
    }

    private void Keep(Span span)
    {
        if (!IsKept(span.Trace))
            return;
        if (!_traces.TryGetValue(span.Trace, out List<Span>? spans))
            _traces.Add(span.Trace, spans = []);
        if (spans.Count >= TraceAssembler.MaxSpans)
            return;
        spans.Add(span);
        if (++_kept > most)
            Halve(_halvings + 1);
    }

    private bool IsKept(TraceId trace) => (Mix.Step((ulong)trace.Value, (ulong)(trace.Value >> 64)) & ((1UL << _halvings) - 1)) == 0;

    private void Halve(int halvings)
    {
        if (halvings == _halvings)
            return;
        _halvings = halvings;
        _traces = _traces.Where(pair => IsKept(pair.Key)).ToDictionary();
        _kept = _traces.Values.Sum(static spans => spans.Count);
    }
}
