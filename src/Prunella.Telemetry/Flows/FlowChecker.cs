using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Flows;

/// <summary>Holds cases against a flow by alignments, course by course, within bounds of time and memory. Not thread-safe.</summary>
public sealed class FlowChecker
{
    private const int MostCourses = 5_000, MostStates = 500_000, MostDeviations = 200;
    private readonly FlowDeclaration _flow;
    private readonly FlowAligner _aligner;
    private readonly TimeProvider _time;

    /// <param name="flow">The flow.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="InvalidDataException">The flow has more than 200,000 states, or can not reach its end.</exception>
    public FlowChecker(FlowDeclaration flow, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(flow);
        (_flow, _aligner, _time) = (flow, new FlowAligner(flow.Net), time ?? TimeProvider.System);
    }

    /// <summary>After this long, further courses are not judged. Default 10 s.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Judges the cases of a log, the most frequent courses first.</summary>
    public FlowCheck Check(EventLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var deviations = new Dictionary<(FlowDeviationKind, string, string?), FlowDeviation>();
        long begun = _time.GetTimestamp(), fitting = 0, left = 0;
        double fitness = 0;
        for (int i = 0; i < log.Variants.Length; i++)
        {
            FlowVariant variant = log.Variants[i];
            ImmutableArray<string> course = [.. variant.Steps.Select(step => log.Activities[step])];
            if (i >= MostCourses || _time.GetElapsedTime(begun) > Budget || _aligner.TryAlign(course, MostStates) is not { } alignment)
            {
                left += variant.Count;
                continue;
            }

            fitness += alignment.Fitness * variant.Count;
            fitting += alignment.Fitness >= 1 ? variant.Count : 0;
            foreach ((FlowDeviationKind Kind, string Step, string? After) found in Deviations(alignment).Distinct())
            {
                if (deviations.Count >= MostDeviations && !deviations.ContainsKey(found))
                    continue;
                ref FlowDeviation? known = ref CollectionsMarshal.GetValueRefOrAddDefault(deviations, found, out _);
                known = known is null ? new FlowDeviation(found.Kind, found.Step, found.After, variant.Count, course) : known with { Cases = known.Cases + variant.Count };
            }
        }

        long judged = log.Cases - left;
        return new FlowCheck(_flow.Name, log.Cases, fitting, left, judged == 0 ? 1 : fitness / judged,
            [.. deviations.Values.OrderByDescending(static one => one.Cases).ThenBy(static one => one.Step, StringComparer.Ordinal).ThenBy(static one => one.After, StringComparer.Ordinal)])
        {
            NeverSeen = [.. _flow.Steps.Except(log.Activities)],
        };
    }

    // A step that is left out in one place and added in another was moved; it is told where it was found.
    private static IEnumerable<(FlowDeviationKind Kind, string Step, string? After)> Deviations(Alignment alignment)
    {
        Dictionary<string, int> leftOut = alignment.Moves.Where(static move => move.InCase is null).CountBy(static move => move.InFlow!).ToDictionary(StringComparer.Ordinal);
        Dictionary<string, int> moved = alignment.Moves.Where(move => move.InFlow is null && leftOut.ContainsKey(move.InCase!)).CountBy(static move => move.InCase!)
            .ToDictionary(static pair => pair.Key, pair => Math.Min(pair.Value, leftOut[pair.Key]), StringComparer.Ordinal);
        Dictionary<string, int> found = new(moved, StringComparer.Ordinal), missed = new(moved, StringComparer.Ordinal);
        string? after = null;
        foreach (AlignmentMove move in alignment.Moves)
        {
            if (!move.IsDeviation)
                after = move.InCase;
            else if (move.InCase is { } added)
                yield return (Take(found, added) ? FlowDeviationKind.Moved : FlowDeviationKind.Added, added, after);
            else if (!Take(missed, move.InFlow!))
                yield return (FlowDeviationKind.LeftOut, move.InFlow!, after);
        }

        static bool Take(Dictionary<string, int> counts, string step)
        {
            if (counts.GetValueOrDefault(step) == 0)
                return false;
            counts[step]--;
            return true;
        }
    }
}
