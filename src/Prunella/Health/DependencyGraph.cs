using System.Collections.Immutable;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Which component depends on which. Immutable and pure: the same descriptions, in any order, give the same answers.</summary>
/// <remarks>
/// <c>requires</c> orders and groups: what is required comes first, and components that require each other in a ring are one group, which
/// stands and falls together. <c>uses</c> makes nothing wait, so a ring that closes over a <c>uses</c> is none. A target that nobody
/// described is tolerated: it is listed in <see cref="Missing"/> and counts as nothing until it appears.
/// Groups: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), without recursion, so depth is no limit.
/// </remarks>
public sealed class DependencyGraph
{
    private readonly Dictionary<ComponentName, int> _index;
    private readonly Node[] _nodes;
    private readonly int[][] _groups;

    private DependencyGraph(Node[] nodes, Dictionary<ComponentName, int> index, ImmutableArray<ComponentName> missing)
    {
        _nodes = nodes;
        _index = index;
        Missing = missing;
        _groups = StrongGroups.Of(nodes.Length, node => nodes[node].Requires);
        for (int group = 0; group < _groups.Length; group++)
        {
            Array.Sort(_groups[group]);
            foreach (int member in _groups[group])
                nodes[member].Group = group;
        }

        Layers = InLayers();
    }

    /// <summary>The graph of nothing.</summary>
    public static DependencyGraph Empty { get; } = From([]);

    /// <summary>All components, what is required before what requires it; those of one layer are independent of each other or form a ring.</summary>
    /// <remarks>Within a layer in the order of names. To stop in order, go backwards.</remarks>
    public IReadOnlyList<IReadOnlyList<ComponentName>> Layers { get; }

    /// <summary>Targets of a dependency that nobody described, in the order of names.</summary>
    public IReadOnlyList<ComponentName> Missing { get; }

    /// <summary>The rings: groups of two and more that require each other.</summary>
    public IReadOnlyList<IReadOnlyList<ComponentName>> Rings => [.. _groups.Where(static group => group.Length > 1).Select(Names)];

    internal int Count => _nodes.Length;

    /// <summary>In topological order of <c>requires</c>; members in the order of names.</summary>
    internal int[][] Groups => _groups;

    /// <summary>Reads the graph out of descriptions; of two with one name the later counts.</summary>
    public static DependencyGraph From(IEnumerable<ComponentDescription> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        var described = new SortedDictionary<ComponentName, ComponentDescription>();
        foreach (ComponentDescription component in components)
            described[component.Name] = component;

        var index = new Dictionary<ComponentName, int>(described.Count);
        foreach (ComponentName name in described.Keys)
            index.Add(name, index.Count);

        var missing = new SortedSet<ComponentName>();
        Node[] nodes = [.. described.Values.Select(component =>
            new Node(component.Name, Known(component.Requires, index, missing), Known(component.Uses, index, missing)))];
        Reverse(nodes, static node => node.Requires, static node => node.RequiredBy);
        Reverse(nodes, static node => node.Uses, static node => node.UsedBy);
        return new DependencyGraph(nodes, index, [.. missing]);
    }

    /// <summary>Whether the graph knows the component.</summary>
    public bool Contains(ComponentName name) => _index.ContainsKey(name);

    /// <summary>The ring that the component belongs to, itself included; itself alone where it is in none; empty where it is unknown.</summary>
    public IReadOnlyList<ComponentName> RingOf(ComponentName name) =>
        _index.TryGetValue(name, out int node) ? Names(_groups[_nodes[node].Group]) : [];

    /// <summary>Those that require or use the component, in the order of names; without itself.</summary>
    /// <param name="name">Of which; an unknown one has none.</param>
    /// <param name="transitive">Whether also those that depend on the dependants.</param>
    public IReadOnlyList<ComponentName> DependantsOf(ComponentName name, bool transitive = true) =>
        Reach(name, transitive, static node => [.. node.RequiredBy, .. node.UsedBy]);

    /// <summary>Those that can not work without the component, near and far, in the order of names; without itself.</summary>
    public IReadOnlyList<ComponentName> RequirersOf(ComponentName name) => Reach(name, transitive: true, static node => node.RequiredBy);

    /// <summary>Those that the component requires or uses, in the order of names; without itself.</summary>
    /// <param name="name">Of which; an unknown one has none.</param>
    /// <param name="transitive">Whether also those that the dependencies depend on.</param>
    public IReadOnlyList<ComponentName> DependenciesOf(ComponentName name, bool transitive = true) =>
        Reach(name, transitive, static node => [.. node.Requires, .. node.Uses]);

    internal int IndexOf(ComponentName name) => _index[name];

    internal Node At(int node) => _nodes[node];

    private static int[] Known(IReadOnlyList<ComponentName> targets, Dictionary<ComponentName, int> index, SortedSet<ComponentName> missing)
    {
        var known = new SortedSet<int>();
        foreach (ComponentName target in targets)
        {
            if (index.TryGetValue(target, out int node))
                known.Add(node);
            else
                missing.Add(target);
        }

        return [.. known];
    }

    private static void Reverse(Node[] nodes, Func<Node, int[]> forward, Func<Node, List<int>> backward)
    {
        for (int node = 0; node < nodes.Length; node++)
        {
            foreach (int target in forward(nodes[node]))
                backward(nodes[target]).Add(node);
        }
    }

    private ImmutableArray<IReadOnlyList<ComponentName>> InLayers()
    {
        int[] layerOf = new int[_groups.Length];
        var layers = new List<List<int>>();
        for (int group = 0; group < _groups.Length; group++)
        {
            foreach (int target in _groups[group].SelectMany(member => _nodes[member].Requires))
            {
                int other = _nodes[target].Group;
                if (other != group)
                    layerOf[group] = Math.Max(layerOf[group], layerOf[other] + 1);
            }

            while (layers.Count <= layerOf[group])
                layers.Add([]);
            layers[layerOf[group]].AddRange(_groups[group]);
        }

        return [.. layers.Select(layer => Names(layer.Order()))];
    }

    private IReadOnlyList<ComponentName> Reach(ComponentName name, bool transitive, Func<Node, IEnumerable<int>> next)
    {
        if (!_index.TryGetValue(name, out int start))
            return [];

        var seen = new HashSet<int> { start };
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out int node))
        {
            foreach (int other in next(_nodes[node]))
            {
                if (seen.Add(other) && transitive)
                    open.Enqueue(other);
            }
        }

        seen.Remove(start);
        return Names(seen.Order());
    }

    private IReadOnlyList<ComponentName> Names(IEnumerable<int> nodes) => [.. nodes.Select(node => _nodes[node].Name)];

    internal sealed class Node(ComponentName name, int[] requires, int[] uses)
    {
        public ComponentName Name => name;

        public int[] Requires => requires;

        public int[] Uses => uses;

        public List<int> RequiredBy { get; } = [];

        public List<int> UsedBy { get; } = [];

        public int Group { get; set; }
    }
}
