namespace Prunella.Patterns.Stores;

/// <summary>Errors of the in-memory store. Not thread-safe.</summary>
internal sealed class MemoryErrors(StoreOptions options)
{
    private readonly Dictionary<string, ErrorGroup> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> _order = new();

    private int _sinceTrim;

    public int Count => _groups.Count;

    public long Seen => _groups.Values.Sum(static group => group.Seen);

    public int Occurrences => _ids.Count;

    public bool Add(ErrorOccurrence occurrence)
    {
        if (!_ids.Add(occurrence.Id))
            return false;
        _order.Enqueue((occurrence.Id, occurrence.At));
        string name = occurrence.Fingerprint.Exact;
        if (!_groups.TryGetValue(name, out ErrorGroup? group))
            group = new ErrorGroup(occurrence.Fingerprint, occurrence.Type, occurrence.Message, occurrence.Component, 0, occurrence.At, occurrence.At);
        _groups[name] = (occurrence.At >= group.Last ? group with { Message = occurrence.Message, Component = occurrence.Component, Last = occurrence.At } : group) with
        {
            Seen = group.Seen + 1, First = occurrence.At < group.First ? occurrence.At : group.First,
        };
        if (++_sinceTrim >= options.TrimEvery)
            _ = Trim();
        return true;
    }

    public ErrorGroup? Find(string exact) => _groups.GetValueOrDefault(exact);

    public IReadOnlyList<ErrorGroup> List(int most) =>
        [.. _groups.Values.OrderByDescending(static group => group.Last).ThenBy(static group => group.Fingerprint.Exact, StringComparer.Ordinal).Take(most)];

    public int Trim()
    {
        _sinceTrim = 0;
        int removed = 0;
        DateTimeOffset oldest = options.Time.GetUtcNow() - options.OccurrenceAge;
        while (_order.TryPeek(out (string Id, DateTimeOffset At) first) && (_order.Count > options.MostOccurrences || first.At < oldest))
        {
            _ = _order.Dequeue();
            _ = _ids.Remove(first.Id);
            removed++;
        }

        foreach (ErrorGroup group in _groups.Count > options.MostErrors ? List(int.MaxValue).Skip(options.MostErrors).ToArray() : [])
        {
            _ = _groups.Remove(group.Fingerprint.Exact);
            removed++;
        }

        return removed;
    }
}
