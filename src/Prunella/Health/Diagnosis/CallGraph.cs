namespace Prunella.Health;

/// <summary>Components as numbers, and who calls whom among them.</summary>
internal sealed class CallGraph
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<HashSet<int>> _callees = [];
    private readonly List<HashSet<int>> _callers = [];

    /// <summary>How many components are known.</summary>
    public int Count => _names.Count;

    /// <summary>Whether any call is known.</summary>
    public bool HasCalls { get; private set; }

    public string NameOf(int component) => _names[component];

    public HashSet<int> CalleesOf(int component) => _callees[component];

    public HashSet<int> CallersOf(int component) => _callers[component];

    /// <summary>The number of a component; a new one where it is new.</summary>
    public int Number(string name)
    {
        if (_numbers.TryGetValue(name, out int number))
            return number;
        number = _names.Count;
        _numbers.Add(name, number);
        _names.Add(name);
        _callees.Add([]);
        _callers.Add([]);
        return number;
    }

    public int? Find(string name) => _numbers.TryGetValue(name, out int number) ? number : null;

    /// <summary>Adds a call between known components; others are passed over.</summary>
    public void Add(CallEdge edge)
    {
        if (Find(edge.Caller) is not { } caller || Find(edge.Callee) is not { } callee || caller == callee)
            return;
        _callees[caller].Add(callee);
        _callers[callee].Add(caller);
        HasCalls = true;
    }

    /// <summary>The component and all that it calls, directly or not.</summary>
    public bool[] ReachedFrom(int component)
    {
        bool[] reached = new bool[Count];
        var open = new Stack<int>([component]);
        while (open.TryPop(out int next))
        {
            if (reached[next])
                continue;
            reached[next] = true;
            foreach (int callee in _callees[next])
                open.Push(callee);
        }

        return reached;
    }
}
