namespace Prunella.Telemetry.Templates;

/// <summary>A template in the making: the shapes that were put together so far.</summary>
internal sealed class Draft
{
    private readonly ulong[] _prefix, _suffix;

    public Draft(IReadOnlyList<Part> parts, IReadOnlyList<Shape> members, IReadOnlyList<string> reasons)
    {
        Parts = parts;
        Members = members;
        Reasons = reasons;
        Count = members.Sum(static shape => shape.Count);
        int n = parts.Count;
        _prefix = new ulong[n + 1];
        _suffix = new ulong[n + 1];
        for (int i = 0; i < n; i++)
            _prefix[i + 1] = Mix.Step(_prefix[i], HashOf(parts[i]));
        for (int i = n - 1; i >= 0; i--)
            _suffix[i] = Mix.Step(_suffix[i + 1], HashOf(parts[i]));
        Words = parts.Count(static part => part.Kind == TokenKind.Word);
    }

    public IReadOnlyList<Part> Parts { get; }

    public IReadOnlyList<Shape> Members { get; }

    public IReadOnlyList<string> Reasons { get; }

    public long Count { get; }

    /// <summary>How many constant words it has.</summary>
    public int Words { get; }

    /// <summary>What tells drafts apart: all parts, whatever white space stands between.</summary>
    public ulong Key => _prefix[^1];

    /// <summary>The same for all drafts that differ only in the parts from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public ulong Context(int start, int end) => Mix.Step(_prefix[start], ~_suffix[end]);

    /// <summary>Tells the parts from <paramref name="start"/> to before <paramref name="end"/> apart.</summary>
    public ulong Middle(int start, int end)
    {
        ulong state = 0;
        for (int i = start; i < end; i++)
            state = Mix.Step(state, HashOf(Parts[i]));
        return state;
    }

    private static ulong HashOf(Part part)
    {
        if (part.Kind == TokenKind.Value)
            return 1;
        ulong state = (ulong)part.Kind + 7;
        foreach (char c in part.Text)
            state = Mix.Step(state, c);
        return state;
    }
}
