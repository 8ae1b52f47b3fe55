namespace Prunella.Patterns.Stores;

/// <summary>Learnings of the in-memory store, with their outcomes and vectors. Not thread-safe.</summary>
internal sealed class MemoryLearnings
{
    private readonly SortedDictionary<string, Learning> _learnings = new(StringComparer.Ordinal); // each with its own names; the merged ones as they were then
    private readonly Dictionary<string, string> _merged = new(StringComparer.Ordinal); // into which it counts
    private readonly Dictionary<string, string> _mergedWith = new(StringComparer.Ordinal); // with which it was merged itself
    private readonly Dictionary<string, SortedSet<string>> _names = new(StringComparer.Ordinal);
    private readonly HashSet<(string One, string Other)> _apart = [];
    private readonly HashSet<(string Learning, string Name)> _taken = [];
    private readonly HashSet<string> _outcomes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Model, string Learning), LearningVector> _vectors =
        new(Comparer<(string Model, string Learning)>.Create(static (one, other) =>
            string.CompareOrdinal(one.Model, other.Model) is not 0 and int order ? order : string.CompareOrdinal(one.Learning, other.Learning)));

    public int Count => _learnings.Count - _merged.Count;

    public int Outcomes => _outcomes.Count;

    public int Worked { get; private set; }

    public bool Put(Learning learning)
    {
        if (_merged.ContainsKey(learning.Id))
            return false;
        if (_learnings.TryGetValue(learning.Id, out Learning? old))
        {
            if (old.At >= learning.At)
                return false;
            learning = learning with
            {
                Names = [.. old.Names.Union(Given(learning)).Take(StoredText.MostNames)], Successes = old.Successes, Failures = old.Failures, LastTried = old.LastTried,
            };
        }

        else
        {
            learning = learning with { Names = [.. Given(learning)] };
        }

        Keep(learning);
        return true;
    }

    public bool Merge(LearningMerge merge)
    {
        string into = TopOf(merge.Into);
        if (into == merge.From || !_learnings.TryGetValue(into, out Learning? one) || _merged.ContainsKey(merge.From) || !_learnings.TryGetValue(merge.From, out Learning? from))
            return false;
        (string, string)[] apart = [.. MembersOf(from.Id).SelectMany(_ => MembersOf(into), Pair).Where(_apart.Contains)];
        if (apart.Length > 0 && !merge.Again)
            return false;
        _apart.ExceptWith(apart);
        foreach ((string Model, string) key in _vectors.Keys.Where(key => key.Learning == from.Id).ToArray())
            _ = _vectors.Remove(key);
        foreach (string id in MembersOf(from.Id))
            _merged[id] = into;
        _mergedWith[from.Id] = into;
        _learnings[into] = one with
        {
            Successes = one.Successes + from.Successes, Failures = one.Failures + from.Failures,
            LastTried = one.LastTried is null || from.LastTried > one.LastTried ? from.LastTried : one.LastTried,
        };
        return true;
    }

    public bool Split(LearningSplit split)
    {
        string top = TopOf(split.Learning);
        if (!_learnings.TryGetValue(top, out Learning? learning) || top == split.Other || _merged.TryGetValue(split.Other, out string? into) && into != top)
            return false;
        bool changed = _apart.Add(Pair(top, split.Other));
        if (into is not null)
            Restore(learning, split.Other);
        else if (!_learnings.ContainsKey(split.Other))
            Keep(learning with { Id = split.Other, Names = [], At = split.At, Successes = 0, Failures = 0, LastTried = null });
        foreach (string name in split.Names)
            changed |= Give(name, top, split.Other);
        return changed || into is not null;
    }

    public bool Record(FixOutcome outcome)
    {
        if (!_learnings.TryGetValue(TopOf(outcome.Learning), out Learning? learning) || !_outcomes.Add(outcome.Id))
            return false;
        Worked += outcome.Worked ? 1 : 0;
        _learnings[learning.Id] = learning with
        {
            Successes = learning.Successes + (outcome.Worked ? 1 : 0), Failures = learning.Failures + (outcome.Worked ? 0 : 1),
            LastTried = learning.LastTried is null || outcome.At > learning.LastTried ? outcome.At : learning.LastTried,
        };
        return true;
    }

    public bool Put(LearningVector vector)
    {
        if (!_learnings.ContainsKey(vector.Learning) || _merged.ContainsKey(vector.Learning))
            return false;
        bool changes = !_vectors.TryGetValue((vector.Model, vector.Learning), out LearningVector? old) || !old.Values.SequenceEqual(vector.Values);
        _vectors[(vector.Model, vector.Learning)] = vector;
        return changes;
    }

    public Learning? Find(string id) => _learnings.ContainsKey(TopOf(id)) ? Whole(TopOf(id)) : null;

    public IReadOnlyList<Learning> Find(IReadOnlyList<string> names) =>
    [
        .. names.SelectMany(name => _names.TryGetValue(name, out SortedSet<string>? ids) ? ids : []).Select(TopOf).Distinct().Order(StringComparer.Ordinal).Select(Whole),
    ];

    public IReadOnlyList<Learning> List(string after, int most) =>
        [.. _learnings.Keys.Where(id => string.CompareOrdinal(id, after) > 0 && !_merged.ContainsKey(id)).Take(most).Select(Whole)];

    public IReadOnlyList<LearningVector> Vectors(string model, string after, int most) =>
        [.. _vectors.Where(pair => pair.Key.Model == model && string.CompareOrdinal(pair.Key.Learning, after) > 0).Take(most).Select(static pair => pair.Value)];

    private string TopOf(string id) => _merged.GetValueOrDefault(id, id);

    private IEnumerable<string> MembersOf(string top) => [top, .. _merged.Where(pair => pair.Value == top).Select(static pair => pair.Key)];

    // With the names of all that count into it.
    private Learning Whole(string top) => _learnings[top] with { Names = [.. MembersOf(top).SelectMany(id => _learnings[id].Names).Distinct().Take(StoredText.MostNames)] };

    private IEnumerable<string> Given(Learning learning) => learning.Names.Where(name => !_taken.Contains((learning.Id, name)));

    private static (string One, string Other) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    // What was merged with it comes along; a row of what was merged is as it was then.
    private void Restore(Learning top, string other)
    {
        Learning back = _learnings[other];
        HashSet<string> along = [other];
        while (_mergedWith.FirstOrDefault(pair => along.Contains(pair.Value) && !along.Contains(pair.Key)) is { Key: { } next })
            _ = along.Add(next);
        foreach (string id in along)
            _merged[id] = other;
        _ = _merged.Remove(other);
        _ = _mergedWith.Remove(other);
        _learnings[top.Id] = top with { Successes = Math.Max(0, top.Successes - back.Successes), Failures = Math.Max(0, top.Failures - back.Failures) };
    }

    private bool Give(string name, string top, string other)
    {
        bool had = false;
        foreach (string id in MembersOf(top))
        {
            Learning member = _learnings[id];
            if (!member.Names.Contains(name))
                continue;
            had = true;
            _ = _names[name].Remove(id);
            _learnings[id] = member with { Names = [.. member.Names.Where(each => each != name)] };
        }

        bool changed = _taken.Add((top, name)) | had;
        _ = _taken.Remove((other, name));
        Learning taker = _learnings[other];
        if (taker.Names.Contains(name) || taker.Names.Count == StoredText.MostNames)
            return changed;
        Keep(taker with { Names = [.. taker.Names, name] });
        return true;
    }

    private void Keep(Learning learning)
    {
        _learnings[learning.Id] = learning;
        foreach (string name in learning.Names)
        {
            if (!_names.TryGetValue(name, out SortedSet<string>? ids))
                _names[name] = ids = new SortedSet<string>(StringComparer.Ordinal);
            _ = ids.Add(learning.Id);
        }
    }
}
