namespace Prunella.Telemetry.Spans;

/// <summary>Puts spans that come in any order together to traces. Bounded; not thread-safe.</summary>
/// <remarks>A trace is whole when its first span is there and nothing more came for a while; or when nothing came for long.</remarks>
public sealed class TraceAssembler
{
    /// <summary>Most spans of one trace that are kept; further ones are counted in <see cref="LostSpans"/>.</summary>
    public const int MaxSpans = 10_000;

    /// <summary>Most traces that are put together at a time; beyond, the one that waits longest is taken for whole.</summary>
    public const int MaxTraces = 20_000;

    private readonly Dictionary<TraceId, Parts> _open = [];
    private readonly PriorityQueue<TraceId, DateTimeOffset> _due = new();
    private int _spans;

    /// <summary>Most spans that wait at a time; beyond, the traces that wait longest are taken for whole. Default 1,000,000.</summary>
    public int MaxWaitingSpans { get; init; } = 1_000_000;

    /// <summary>How long a trace whose first span is there waits for others. Default 2 s.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a trace waits for its first span. Default 30 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Spans that were left out because their trace had <see cref="MaxSpans"/>.</summary>
    public long LostSpans { get; private set; }

    /// <summary>Traces that are not whole yet.</summary>
    public int Waiting => _open.Count;

    /// <summary>Takes a span in.</summary>
    /// <param name="span">The span.</param>
    /// <param name="now">When it came.</param>
    public void Add(Span span, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(span);
        if (!_open.TryGetValue(span.Trace, out Parts? parts))
        {
            _open.Add(span.Trace, parts = new Parts());
            _due.Enqueue(span.Trace, now + Linger);
        }

        if (parts.Spans.Count >= MaxSpans)
        {
            LostSpans++;
            return;
        }

        parts.Spans.Add(span);
        _spans++;
        parts.HasFirst |= span.Parent.IsNone;
        parts.Last = now;
    }

    /// <summary>Gives the traces that are whole by now, those that were begun first before others.</summary>
    public IEnumerable<Trace> Take(DateTimeOffset now)
    {
        while (_due.TryPeek(out TraceId id, out DateTimeOffset due) && (due <= now || IsFull))
        {
            _due.Dequeue();
            Parts parts = _open[id];
            DateTimeOffset whole = parts.Last + (parts.HasFirst ? Linger : Patience);
            if (whole > now && !IsFull)
            {
                _due.Enqueue(id, whole < now + Linger ? whole : now + Linger);
                continue;
            }

            _open.Remove(id);
            _spans -= parts.Spans.Count;
            yield return Trace.Of(parts.Spans);
        }
    }

    /// <summary>Gives what is left: no more spans come.</summary>
    public IEnumerable<Trace> Complete() => Take(DateTimeOffset.MaxValue - Patience - Linger);

    private bool IsFull => _open.Count > MaxTraces || _spans > MaxWaitingSpans;

    private sealed class Parts
    {
        public List<Span> Spans { get; } = [];

        public bool HasFirst { get; set; }

        public DateTimeOffset Last { get; set; }
    }
}
