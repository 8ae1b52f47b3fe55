namespace Prunella.Health;

/// <summary>The spans of a window, each with what it is a part of and how much of its time was its own.</summary>
internal sealed class SpanTree
{
    public SpanTree(IReadOnlyList<SpanRecord> spans)
    {
        Spans = spans;
        Index = new Dictionary<string, int>(spans.Count, StringComparer.Ordinal);
        for (int i = 0; i < spans.Count; i++)
            Index[spans[i].Span] = i;
        Parents = new int[spans.Count];
        Own = new double[spans.Count];
        for (int i = 0; i < spans.Count; i++)
        {
            Parents[i] = spans[i].Parent != spans[i].Span && Index.TryGetValue(spans[i].Parent, out int parent) ? parent : -1;
            Own[i] += spans[i].Duration;
            if (Parents[i] >= 0)
                Own[Parents[i]] -= spans[i].Duration;
        }
    }

    public IReadOnlyList<SpanRecord> Spans { get; }

    public Dictionary<string, int> Index { get; }

    /// <summary>The place of the span that each is a part of; −1 where it is unknown.</summary>
    public int[] Parents { get; }

    /// <summary>Duration minus that of the parts, in microseconds; negative where parts ran side by side.</summary>
    public double[] Own { get; }

    /// <summary>Whether a span is the first work of its component on a call: its parent is another's, or unknown.</summary>
    public bool IsEntry(int span) => Parents[span] < 0 || Spans[Parents[span]].Component != Spans[span].Component;
}
