using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Where each component of a graph stands.</summary>
/// <remarks>Layers come from the dependency graph; within a layer, nodes are ordered by the mean place of their neighbours (the barycentre rule of Sugiyama, Tagawa and Toda, 1981), to and fro.</remarks>
internal sealed class GraphLayout
{
    private const int Sweeps = 4;

    private GraphLayout(IReadOnlyDictionary<ComponentName, GraphPlace> places, IReadOnlyList<GraphEdge> edges, IReadOnlyList<int> sizes)
    {
        Places = places;
        Edges = edges;
        Sizes = sizes;
    }

    public IReadOnlyDictionary<ComponentName, GraphPlace> Places { get; }

    public IReadOnlyList<GraphEdge> Edges { get; }

    /// <summary>How many stand in each layer.</summary>
    public IReadOnlyList<int> Sizes { get; }

    public int Layers => Sizes.Count;

    public int Tallest => Sizes.Count == 0 ? 0 : Sizes.Max();

    public static GraphLayout Of(IReadOnlyList<ComponentHealth> components)
    {
        HashSet<ComponentName> names = [.. components.Select(static component => component.Description.Name)];
        List<GraphEdge> edges = [];
        foreach (ComponentDescription component in components.Select(static component => component.Description))
        {
            edges.AddRange(component.Requires.Where(names.Contains).Select(needed => new GraphEdge(component.Name, needed, Required: true)));
            edges.AddRange(component.Uses.Where(names.Contains).Select(needed => new GraphEdge(component.Name, needed, Required: false)));
        }

        DependencyGraph graph = DependencyGraph.From(components.Select(static component => component.Description));
        List<ComponentName>[] layers =
            [.. graph.Layers.Select(layer => layer.Where(names.Contains).ToList()).Where(static layer => layer.Count > 0)];
        for (int sweep = 0; sweep < Sweeps; sweep++)
            Sweep(layers, edges, forward: sweep % 2 == 0);

        var places = new Dictionary<ComponentName, GraphPlace>();
        for (int layer = 0; layer < layers.Length; layer++)
        {
            for (int row = 0; row < layers[layer].Count; row++)
                places[layers[layer][row]] = new GraphPlace(layer, row);
        }

        return new GraphLayout(places, [.. edges.Where(edge => places.ContainsKey(edge.Needs) && places.ContainsKey(edge.Needed))], [.. layers.Select(static layer => layer.Count)]);
    }

    private static void Sweep(List<ComponentName>[] layers, List<GraphEdge> edges, bool forward)
    {
        ILookup<ComponentName, ComponentName> neighbours = edges
            .SelectMany(static edge => new[] { (edge.Needs, edge.Needed), (Needs: edge.Needed, Needed: edge.Needs) })
            .ToLookup(static pair => pair.Item1, static pair => pair.Item2);
        for (int step = 1; step < layers.Length; step++)
        {
            int at = forward ? step : layers.Length - 1 - step;
            List<ComponentName> before = layers[forward ? at - 1 : at + 1];
            Dictionary<ComponentName, int> rows = before.Index().ToDictionary(static pair => pair.Item, static pair => pair.Index);
            layers[at] =
            [
                .. layers[at].Index()
                    .OrderBy(pair => neighbours[pair.Item].Where(rows.ContainsKey).Select(name => (double)rows[name]).DefaultIfEmpty(pair.Index).Average())
                    .ThenBy(static pair => pair.Item)
                    .Select(static pair => pair.Item),
            ];
        }
    }
}
