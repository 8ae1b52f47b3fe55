using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>Discovers a block-structured flow: the log is cut into parts that are in a sequence, a choice, parallel or a loop, and each part again.</summary>
/// <remarks>
/// Source: Leemans, Fahland, van der Aalst, "Discovering block-structured process models from event logs containing infrequent behaviour", BPM 2013.
/// Without noise every case of the log fits the flow.
/// </remarks>
public sealed class InductiveMiner
{
    private const int MostDepth = 200;
    private readonly double _noise;

    /// <param name="noise">From 0 to 1: where no cut is found, what follows a step less often than this share of what follows it most is left out. Default 0.2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="noise"/> does not lie in [0, 1].</exception>
    public InductiveMiner(double noise = 0.2)
    {
        if (noise is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(noise), noise, "The noise lies in [0, 1].");
        _noise = noise;
    }

    /// <summary>Discovers the flow of a log.</summary>
    public ProcessTree Discover(EventLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Mine(SubLog.Of(log), log.Activities, 0);
    }

    private ProcessTree Mine(SubLog log, ImmutableArray<string> names, int depth)
    {
        if (log.Activities.Length == 0)
            return ProcessTree.Nothing;
        if (log.EmptyCases > 0)
        {
            ProcessTree rest = Mine(log.WithoutEmpty(), names, depth + 1);
            return log.EmptyCases <= _noise * log.Cases ? rest : new ProcessTree.Choice([ProcessTree.Nothing, rest]);
        }

        if (log.Activities is [var only] && IsSingle(log))
            return new ProcessTree.Step(names[only]);
        if (depth < MostDepth)
        {
            if (Cut(log, FollowGraph.Of(log), names, depth) is { } found)
                return found;
            if (_noise > 0 && Cut(log, FollowGraph.Of(log).WithoutRare(_noise), names, depth) is { } clear)
                return clear;
            if (FallThrough(log, names, depth) is { } rest)
                return rest;
        }

        // Anything in any order.
        return new ProcessTree.Loop(ProcessTree.Nothing, ChoiceOf([.. log.Activities.Select(activity => new ProcessTree.Step(names[activity]))]));
    }

    // As many events as cases, but for noise.
    private bool IsSingle(SubLog log) =>
        log.Events == log.Cases || Math.Abs((double)log.Cases / (log.Events + log.Cases) - 0.5) <= _noise / 2;

    private ProcessTree? Cut(SubLog log, FollowGraph graph, ImmutableArray<string> names, int depth)
    {
        if (graph.Exclusive() is { Length: > 1 } either)
            return ChoiceOf([.. log.SplitChoice(either).Select(part => Mine(part, names, depth + 1))]);
        if (graph.Ordered() is { Length: > 1 } order)
            return new ProcessTree.Sequence([.. log.SplitSequence(order).Select(part => Mine(part, names, depth + 1)).SelectMany(static block => block is ProcessTree.Sequence inner ? inner.Blocks : [block])]);
        if (graph.Parallel() is { Length: > 1 } together)
            return new ProcessTree.Together([.. together.Select(part => Mine(log.Project(part), names, depth + 1))]);
        if (graph.Looped() is { Length: > 1 } loop)
        {
            SubLog[] parts = log.SplitLoop(loop);
            ProcessTree again = ChoiceOf([.. parts.Skip(1).Select(part => Mine(part, names, depth + 1))]);
            return new ProcessTree.Loop(Mine(parts[0], names, depth + 1), again);
        }

        return null;
    }

    private ProcessTree? FallThrough(SubLog log, ImmutableArray<string> names, int depth)
    {
        // One that is done once in every case, whatever goes on beside it.
        foreach (int activity in log.Activities)
        {
            if (log.Activities.Length > 1 && log.IsOnceInEach(activity))
                return new ProcessTree.Together([new ProcessTree.Step(names[activity]), Mine(log.Project([.. log.Activities.Where(other => other != activity)]), names, depth + 1)]);
        }

        // Begun anew wherever an end is followed by a start.
        SubLog rounds = log.SplitRounds(FollowGraph.Of(log));
        return rounds.Cases > log.Cases ? new ProcessTree.Loop(Mine(rounds, names, depth + 1), ProcessTree.Nothing) : null;
    }

    private static ProcessTree ChoiceOf(ImmutableArray<ProcessTree> blocks) => blocks is [var only]
        ? only
        : new ProcessTree.Choice([.. blocks.SelectMany(static block => block is ProcessTree.Choice inner ? inner.Blocks : [block])]);
}
