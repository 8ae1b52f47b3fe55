using System.Collections.Immutable;

namespace Prunella.Telemetry.Spans;

/// <summary>The spans of one trace as a tree, with the time that each took by itself. Immutable.</summary>
public sealed class Trace
{
    private readonly int[] _parents;
    private readonly long[] _own;

    private Trace(ImmutableArray<Span> spans, int[] parents, long[] own) => (Spans, _parents, _own) = (spans, parents, own);

    /// <summary>The trace.</summary>
    public TraceId Id => Spans[0].Trace;

    /// <summary>The spans, by when they began; those that contain others before them.</summary>
    public ImmutableArray<Span> Spans { get; }

    /// <summary>The place in <see cref="Spans"/> of the span that each is a part of; −1 where it has none, or one that is not here.</summary>
    public ReadOnlySpan<int> Parents => _parents;

    /// <summary>For each span the nanoseconds in which none of its parts ran.</summary>
    public ReadOnlySpan<long> SelfTime => _own;

    /// <summary>Nanoseconds from the first beginning to the last end.</summary>
    public long Duration => Spans.Max(static span => span.End) - Spans[0].Start;

    /// <summary>Makes a tree of the spans of one trace, in any order. A span that comes twice counts once; circles are cut.</summary>
    /// <exception cref="ArgumentException">There is no span.</exception>
    public static Trace Of(IEnumerable<Span> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        ImmutableArray<Span> sorted = [.. spans.DistinctBy(static span => span.Id).OrderBy(static span => span.Start).ThenByDescending(static span => span.Duration).ThenBy(static span => span.Id.Value)];
        if (sorted.IsEmpty)
            throw new ArgumentException("A trace has at least one span.", nameof(spans));
        var places = new Dictionary<SpanId, int>(sorted.Length);
        for (int i = 0; i < sorted.Length; i++)
            places[sorted[i].Id] = i;
        int[] parents = [.. sorted.Select((span, i) => !span.Parent.IsNone && places.TryGetValue(span.Parent, out int parent) && parent != i ? parent : -1)];
        CutCircles(parents);
        return new Trace(sorted, parents, SelfTimes(sorted, parents));
    }

    /// <summary>
    /// The spans that the end of the whole waited for: from the last end backwards, in each span the part that ended last, then what ended last before
    /// that began.
    /// </summary>
    /// <returns>Places in <see cref="Spans"/>, by when they began.</returns>
    public ImmutableArray<int> CriticalPath()
    {
        ILookup<int, int> parts = Enumerable.Range(0, Spans.Length).ToLookup(i => _parents[i]);
        var path = new List<int>();
        var waiting = new Stack<(int Span, long Until)>();
        waiting.Push((parts[-1].MaxBy(i => Spans[i].End), long.MaxValue));
        while (waiting.TryPop(out (int Span, long Until) next))
        {
            path.Add(next.Span);
            long until = Math.Min(next.Until, Spans[next.Span].End);
            foreach (int part in parts[next.Span].OrderByDescending(i => Spans[i].End))
            {
                if (Spans[part].End > until)
                    continue; // ran beside what came after it
                waiting.Push((part, until));
                until = Spans[part].Start;
            }
        }

        return [.. path.Order()];
    }

    private static void CutCircles(int[] parents)
    {
        var state = new byte[parents.Length]; // 1: on the way up, 2: leads to a root
        for (int i = 0; i < parents.Length; i++)
        {
            int at = i;
            while (at >= 0 && state[at] == 0)
            {
                state[at] = 1;
                int up = parents[at];
                if (up >= 0 && state[up] == 1)
                    parents[at] = up = -1;
                at = up;
            }

            for (at = i; at >= 0 && state[at] == 1; at = parents[at])
                state[at] = 2;
        }
    }

    // Parts come in the order of their beginnings, so what they cover together is found in one pass.
    private static long[] SelfTimes(ImmutableArray<Span> spans, int[] parents)
    {
        long[] own = [.. spans.Select(static span => span.Duration)];
        long[] covered = [.. spans.Select(static span => span.Start)];
        for (int i = 0; i < spans.Length; i++)
        {
            if (parents[i] is not (>= 0 and var parent))
                continue;
            long from = Math.Max(spans[i].Start, covered[parent]), to = Math.Min(spans[i].End, spans[parent].End);
            if (to <= from)
                continue;
            own[parent] -= to - from;
            covered[parent] = to;
        }

        return own;
    }
}
