using System.Collections.Immutable;
using System.Numerics;

namespace Prunella.Telemetry.Flows;

/// <summary>Finds the cheapest alignment of cases with a flow. Not thread-safe.</summary>
/// <remarks>
/// A* over pairs of a state of the flow and a place in the case (Adriansyah, "Aligning observed and modeled behavior", 2014). The rest of the cost
/// is never overestimated by the steps of the case that can not happen any more, plus the steps that the flow still needs and the case has not.
/// </remarks>
public sealed class FlowAligner
{
    /// <summary>What a step costs that only the case or only the flow does.</summary>
    public const long DeviationCost = 10_000;

    private const long SilentCost = 1;
    private readonly StateSpace _space;
    private readonly Dictionary<string, int> _numbers;
    private readonly long _shortest;

    /// <param name="net">The flow.</param>
    /// <exception cref="InvalidDataException">It has more than 200,000 states, or can not reach its end.</exception>
    public FlowAligner(PetriNet net)
    {
        ArgumentNullException.ThrowIfNull(net);
        _space = StateSpace.Of(net);
        _numbers = _space.Activities.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index, StringComparer.Ordinal);
        _shortest = Search([], [], int.MaxValue)!.Value.Cost;
    }

    /// <summary>Aligns one case.</summary>
    public Alignment Align(IReadOnlyList<string> steps) => TryAlign(steps, int.MaxValue)!;

    /// <summary>Aligns one case, unless too much had to be looked at for it.</summary>
    /// <param name="steps">The case.</param>
    /// <param name="mostStates">Most pairs of a state of the flow and a place in the case that are looked at.</param>
    /// <returns>Null where that was not enough.</returns>
    public Alignment? TryAlign(IReadOnlyList<string> steps, int mostStates)
    {
        ArgumentNullException.ThrowIfNull(steps);
        int[] labels = [.. steps.Select(step => _numbers.GetValueOrDefault(step, -1))];
        return Search(labels, steps, mostStates) is var (cost, moves) ? new Alignment([.. moves], cost, (steps.Count * DeviationCost) + _shortest) : null;
    }

    private (long Cost, List<AlignmentMove> Moves)? Search(int[] labels, IReadOnlyList<string> steps, int mostStates)
    {
        int width = labels.Length + 1;
        var cost = new Dictionary<long, long>();
        var from = new Dictionary<long, (long Node, int Activity, bool Logged)>();
        var closed = new HashSet<long>();
        var open = new PriorityQueue<long, (long Estimate, int Left)>();
        ulong[] rest = Rest(labels);
        Reach(0, 0, (-1, -1, false));
        while (open.TryDequeue(out long node, out _))
        {
            if (!closed.Add(node))
                continue;
            if (closed.Count > mostStates)
                return null;
            int state = (int)(node / width), at = (int)(node % width);
            if (at == labels.Length && state == _space.Final)
                return (cost[node], Moves(node));
            long soFar = cost[node];
            if (at < labels.Length)
                Reach(node + 1, soFar + DeviationCost, (node, -1, true));
            foreach (StateSpace.Step step in _space.Steps[state])
            {
                long to = ((long)step.To * width) + at;
                if (step.Activity >= 0 && at < labels.Length && step.Activity == labels[at])
                    Reach(to + 1, soFar, (node, step.Activity, true));
                Reach(to, soFar + (step.Activity < 0 ? SilentCost : DeviationCost), (node, step.Activity, false));
            }
        }

        throw new InvalidOperationException("The end of a flow can be reached from its start by construction.");

        void Reach(long node, long price, (long, int, bool) by)
        {
            if (closed.Contains(node) || (cost.TryGetValue(node, out long known) && known <= price))
                return;
            long left = Estimate((int)(node / width), (int)(node % width));
            if (left < 0)
                return; // the end can not be reached from there
            cost[node] = price;
            from[node] = by;
            open.Enqueue(node, (price + left, labels.Length - (int)(node % width)));
        }

        long Estimate(int state, int at)
        {
            ReadOnlySpan<ulong> possible = _space.Possible.AsSpan(state * _space.Words, _space.Words);
            ReadOnlySpan<ulong> needed = _space.Needed.AsSpan(state * _space.Words, _space.Words);
            ReadOnlySpan<ulong> there = rest.AsSpan(at * _space.Words, _space.Words);
            long deviations = 0;
            for (int i = 0; i < needed.Length; i++)
            {
                if ((needed[i] & ~possible[i]) != 0)
                    return -1;
                deviations += BitOperations.PopCount(needed[i] & ~there[i]);
            }

            for (int i = at; i < labels.Length; i++)
                deviations += labels[i] < 0 || (possible[labels[i] / 64] >> (labels[i] % 64) & 1) == 0 ? 1 : 0;
            return deviations * DeviationCost;
        }

        List<AlignmentMove> Moves(long node)
        {
            var moves = new List<AlignmentMove>();
            for (; from[node] is { Node: >= 0 } by; node = by.Node)
            {
                string? inCase = by.Logged ? steps[(int)(by.Node % width)] : null, inFlow = by.Activity >= 0 ? _space.Activities[by.Activity] : null;
                if (inCase is not null || inFlow is not null)
                    moves.Add(new AlignmentMove(inCase, inFlow));
            }

            moves.Reverse();
            return moves;
        }
    }

    /// <summary>For each place in the case the activities that follow.</summary>
    private ulong[] Rest(int[] labels)
    {
        var rest = new ulong[(labels.Length + 1) * _space.Words];
        for (int i = labels.Length - 1; i >= 0; i--)
        {
            rest.AsSpan((i + 1) * _space.Words, _space.Words).CopyTo(rest.AsSpan(i * _space.Words));
            if (labels[i] >= 0)
                rest[(i * _space.Words) + (labels[i] / 64)] |= 1UL << (labels[i] % 64);
        }

        return rest;
    }
}
