namespace Prunella.Patterns.Scrubbing;

/// <summary>Collects what the passes find in one text. Where two meet, the surer stage names the kind.</summary>
internal sealed class FindingList
{
    private const int MostKept = 1024; // a larger list is not kept for the next text

    private readonly List<(int Start, int End, Stage Stage, string Kind)> _found = [];

    public int Count => _found.Count;

    public Finding this[int index] => new(_found[index].Start, _found[index].End - _found[index].Start, _found[index].Kind);

    public void Add(int start, int length, string kind, Stage stage)
    {
        if (length > 0)
            _found.Add((start, start + length, stage, kind));
    }

    public void Clear()
    {
        _found.Clear();
        if (_found.Capacity > MostKept)
            _found.Capacity = 0;
    }

    /// <summary>Drops what begins in a stretch of the text.</summary>
    public void RemoveMeeting(int start, int end) => _found.RemoveAll(found => found.Start >= start && found.Start < end);

    /// <summary>Orders the findings by place and joins those that meet, so that nothing of any of them survives.</summary>
    public void Settle()
    {
        if (_found.Count < 2)
            return;
        _found.Sort(static (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : one.Stage.CompareTo(other.Stage));
        int last = 0;
        for (int i = 1; i < _found.Count; i++)
        {
            var next = _found[i];
            var kept = _found[last];
            if (next.Start >= kept.End)
                _found[++last] = next;
            else
                _found[last] = (kept.Start, Math.Max(kept.End, next.End), kept.Stage <= next.Stage ? kept.Stage : next.Stage, kept.Stage <= next.Stage ? kept.Kind : next.Kind);
        }

        _found.RemoveRange(last + 1, _found.Count - last - 1);
    }
}
