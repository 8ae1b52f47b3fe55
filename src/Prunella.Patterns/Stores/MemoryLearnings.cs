namespace Prunella.Patterns.Stores;

/// <summary>Learnings of the in-memory store, with their outcomes and vectors. Not thread-safe.</summary>
internal sealed class MemoryLearnings
{
    private readonly SortedDictionary<string, Learning> _learnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _merged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outcomes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Model, string Learning), LearningVector> _vectors =
        new(Comparer<(string Model, string Learning)>.Create(static (one, other) =>
            string.CompareOrdinal(one.Model, other.Model) is not 0 and int order ? order : string.CompareOrdinal(one.Learning, other.Learning)));

    public int Count => _learnings.Count;

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
                Names = [.. old.Names.Union(learning.Names).Take(StoredText.MostNames)], Successes = old.Successes, Failures = old.Failures, LastTried = old.LastTried,
            };
        }

        Keep(learning);
        return true;
    }

    public bool Merge(LearningMerge merge)
    {
        if (Find(merge.Into) is not { } into || into.Id == merge.From || !_learnings.Remove(merge.From, out Learning? from))
            return false;
        foreach (string name in from.Names)
            _ = _names[name].Remove(from.Id);
        foreach ((string Model, string) key in _vectors.Keys.Where(key => key.Learning == from.Id).ToArray())
            _ = _vectors.Remove(key);
        foreach (string id in _merged.Where(pair => pair.Value == from.Id).Select(static pair => pair.Key).ToArray())
            _merged[id] = into.Id;
        _merged[from.Id] = into.Id;
        Keep(into with
        {
            Names = [.. into.Names.Union(from.Names).Take(StoredText.MostNames)],
            Successes = into.Successes + from.Successes, Failures = into.Failures + from.Failures,
            LastTried = into.LastTried is null || from.LastTried > into.LastTried ? from.LastTried : into.LastTried,
        });
        return true;
    }

    public bool Record(FixOutcome outcome)
    {
        if (Find(outcome.Learning) is not { } learning || !_outcomes.Add(outcome.Id))
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
        if (!_learnings.ContainsKey(vector.Learning))
            return false;
        bool changes = !_vectors.TryGetValue((vector.Model, vector.Learning), out LearningVector? old) || !old.Values.SequenceEqual(vector.Values);
        _vectors[(vector.Model, vector.Learning)] = vector;
        return changes;
    }

    public Learning? Find(string id) => _learnings.GetValueOrDefault(_merged.GetValueOrDefault(id, id));

    public IReadOnlyList<Learning> Find(IReadOnlyList<string> names) =>
    [
        .. names.SelectMany(name => _names.TryGetValue(name, out SortedSet<string>? ids) ? ids : []).Distinct().Order(StringComparer.Ordinal).Select(id => _learnings[id]),
    ];

    public IReadOnlyList<Learning> List(string after, int most) =>
        [.. _learnings.Where(pair => string.CompareOrdinal(pair.Key, after) > 0).Take(most).Select(static pair => pair.Value)];

    public IReadOnlyList<LearningVector> Vectors(string model, string after, int most) =>
        [.. _vectors.Where(pair => pair.Key.Model == model && string.CompareOrdinal(pair.Key.Learning, after) > 0).Take(most).Select(static pair => pair.Value)];

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
