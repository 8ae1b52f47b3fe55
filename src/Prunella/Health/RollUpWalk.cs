using Prunella.Kernel;
using static Prunella.Health.RollUp;

namespace Prunella.Health;

/// <summary>Keeps the rolled-up states of one graph up to date, and touches only what a change can reach.</summary>
/// <remarks>
/// Two passes, each along <c>requires</c> in topological order. The first finds the certain causes, which depend on own states and <c>requires</c>
/// alone; the second the possible ones. <c>uses</c> reads only the first pass's result, so that arrows of that kind can close no ring.
/// Not thread-safe.
/// </remarks>
internal sealed class RollUpWalk
{
    private readonly DependencyGraph _graph;
    private readonly HealthState?[] _own;
    private readonly Standing[] _certain;
    private readonly Standing[] _final;
    private readonly PriorityQueue<int, int> _open = new();
    private readonly bool[] _isOpen;
    private readonly HashSet<int> _touched = [];
    private readonly List<int> _changed = [];

    public RollUpWalk(DependencyGraph graph, Func<ComponentName, HealthState?> own)
    {
        _graph = graph;
        _own = new HealthState?[graph.Count];
        _certain = new Standing[graph.Count];
        _final = new Standing[graph.Count];
        _isOpen = new bool[graph.Groups.Length];
        for (int node = 0; node < graph.Count; node++)
            _own[node] = own(graph.At(node).Name);
        OpenAll();
        while (TryTake(out int group))
            FindCertain(group);
        OpenAll();
        while (TryTake(out int group))
            FindFinal(group);
        _changed.Clear();
        _touched.Clear();
    }

    public RolledUp this[int node] => new(_final[node].State, _final[node].Root);

    /// <summary>Takes in a new own state.</summary>
    /// <returns>The nodes whose result changed, dependencies first; valid until the next call.</returns>
    public IReadOnlyList<int> Update(int node, HealthState? own)
    {
        _changed.Clear();
        _touched.Clear();
        _own[node] = own;

        Open(_graph.At(node).Group);
        while (TryTake(out int group))
            FindCertain(group);

        foreach (int group in _touched)
            Open(group);
        while (TryTake(out int group))
            FindFinal(group);
        return _changed;
    }

    private void FindCertain(int group)
    {
        _touched.Add(group);
        int[] members = _graph.Groups[group];
        Cause? outside = null;
        int worst = -1;
        foreach (int member in members)
        {
            if (_own[member] <= HealthState.Critical && (worst < 0 || _own[member] < _own[worst]))
                worst = member;
            foreach (int target in _graph.At(member).Requires)
            {
                if (_graph.At(target).Group != group)
                    outside = Graver(outside, CertainCause(_graph.At(target).Name, _certain[target]));
            }
        }

        foreach (int member in members)
        {
            Standing now = Under(members.Length == 1 ? outside : InRing(member, worst, outside), _own[member]);
            if (now == _certain[member])
                continue;
            _certain[member] = now;
            OpenRequirers(member, group);
            foreach (int user in _graph.At(member).UsedBy)
                _touched.Add(_graph.At(user).Group);
        }
    }

    private Cause? InRing(int member, int worst, Cause? outside)
    {
        if (worst < 0 || worst == member && outside is null)
            return outside;
        HealthState ceiling = _own[worst] == HealthState.Failed || outside?.Ceiling == HealthState.Critical ? HealthState.Critical : HealthState.Degraded;
        return new Cause(ceiling, outside?.Root ?? _graph.At(worst).Name);
    }

    private void FindFinal(int group)
    {
        int[] members = _graph.Groups[group];
        Cause? possible = null;
        foreach (int member in members)
        {
            DependencyGraph.Node node = _graph.At(member);
            possible = Graver(possible, PossibleCauseByRequiring(node.Name, _certain[member]));
            foreach (int target in node.Requires)
            {
                if (_graph.At(target).Group != group)
                    possible = Graver(possible, PossibleCauseByRequiring(_graph.At(target).Name, _final[target]));
            }

            foreach (int target in node.Uses)
                possible = Graver(possible, PossibleCauseByUsing(_graph.At(target).Name, _certain[target]));
        }

        foreach (int member in members)
        {
            // A possible cause explains only what it lowers.
            Standing now = _certain[member] is { State: null or HealthState.Healthy } well ? Under(possible, well.State) : _certain[member];
            if (now == _final[member])
                continue;
            _final[member] = now;
            _changed.Add(member);
            OpenRequirers(member, group);
        }
    }

    private void OpenRequirers(int member, int group)
    {
        foreach (int requirer in _graph.At(member).RequiredBy)
        {
            if (_graph.At(requirer).Group != group)
                Open(_graph.At(requirer).Group);
        }
    }

    private void OpenAll()
    {
        for (int group = 0; group < _isOpen.Length; group++)
            Open(group);
    }

    private void Open(int group)
    {
        if (_isOpen[group])
            return;
        _isOpen[group] = true;
        _open.Enqueue(group, group);
    }

    private bool TryTake(out int group)
    {
        if (!_open.TryDequeue(out group, out _))
            return false;
        _isOpen[group] = false;
        return true;
    }
}
