using System.Collections.Immutable;
using Prunella.Telemetry.Analysis;

namespace Prunella.Telemetry.Reports;

/// <summary>Places the steps of a flow in layers from top to bottom, so that most of what follows stands below.</summary>
/// <remarks>
/// Source: Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", IEEE SMC 11(2), 1981: circles are
/// broken at their rarest edges, layers are longest paths, and each layer is ordered by the middle of its neighbours.
/// </remarks>
internal static class FlowLayout
{
    /// <summary>From one step to the next, in the page of the report.</summary>
    public const int Wide = 268, High = 92;

    private const int Sweeps = 8, MostInRow = 5;

    /// <returns>The place of each step's upper left corner.</returns>
    public static ImmutableArray<(int X, int Y)> Of(FlowSummary flow)
    {
        int count = flow.Steps.Length;
        List<FlowEdge> down = Downward(flow, count);
        int[] layers = Layers(down, count);
        List<int>[] rows = [.. Enumerable.Range(0, layers.Max() + 1).Select(layer => Enumerable.Range(0, count).Where(step => layers[step] == layer).ToList())];
        Order(rows, down, count);
        rows = [.. rows.SelectMany(static row => row.Chunk(MostInRow)).Select(static chunk => chunk.ToList())]; // a layer that is too wide goes on below
        int widest = rows.Max(static row => row.Count);
        var places = new (int, int)[count];
        for (int layer = 0; layer < rows.Length; layer++)
        {
            int margin = (widest - rows[layer].Count) * Wide / 2;
            for (int i = 0; i < rows[layer].Count; i++)
                places[rows[layer][i]] = (margin + (i * Wide), layer * High);
        }

        return [.. places];
    }

    /// <summary>The edges, the most frequent first, as long as they close no circle.</summary>
    private static List<FlowEdge> Downward(FlowSummary flow, int count)
    {
        var below = new List<int>[count];
        var kept = new List<FlowEdge>();
        foreach (FlowEdge edge in flow.Edges.Where(static edge => edge is { From: >= 0, To: >= 0 }).OrderByDescending(static edge => edge.Count))
        {
            if (edge.From == edge.To || Reaches(below, edge.To, edge.From))
                continue;
            (below[edge.From] ??= []).Add(edge.To);
            kept.Add(edge);
        }

        return kept;
    }

    private static bool Reaches(List<int>[] below, int from, int to)
    {
        var seen = new HashSet<int>();
        var waiting = new Stack<int>([from]);
        while (waiting.TryPop(out int step))
        {
            if (step == to)
                return true;
            if (!seen.Add(step) || below[step] is null)
                continue;
            foreach (int next in below[step])
                waiting.Push(next);
        }

        return false;
    }

    private static int[] Layers(List<FlowEdge> edges, int count)
    {
        var layers = new int[count];
        // At most as many rounds as the longest path has steps: there is no circle.
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (FlowEdge edge in edges)
            {
                if (layers[edge.To] > layers[edge.From])
                    continue;
                layers[edge.To] = layers[edge.From] + 1;
                changed = true;
            }
        }

        return layers;
    }

    private static void Order(List<int>[] rows, List<FlowEdge> edges, int count)
    {
        ILookup<int, int> above = edges.ToLookup(static edge => edge.To, static edge => edge.From), below = edges.ToLookup(static edge => edge.From, static edge => edge.To);
        var place = new double[count];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (List<int> row in rows)
            {
                for (int i = 0; i < row.Count; i++)
                    place[row[i]] = i - (row.Count / 2.0);
            }

            ILookup<int, int> neighbours = sweep % 2 == 0 ? above : below;
            foreach (List<int> row in rows)
            {
                double[] middle = [.. row.Select(step => neighbours[step].Any() ? neighbours[step].Average(other => place[other]) : place[step])];
                int[] steps = [.. row];
                Array.Sort(middle, steps);
                row.Clear();
                row.AddRange(steps);
            }
        }
    }
}
