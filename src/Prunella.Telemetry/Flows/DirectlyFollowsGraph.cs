using System.Collections.Frozen;

namespace Prunella.Telemetry.Flows;

/// <summary>Which step followed which directly inside a case, and how often. Immutable.</summary>
public sealed class DirectlyFollowsGraph
{
    private DirectlyFollowsGraph(Dictionary<(string, string), long> edges, Dictionary<string, long> starts, Dictionary<string, long> ends)
    {
        Edges = edges.ToFrozenDictionary();
        Starts = starts.ToFrozenDictionary(StringComparer.Ordinal);
        Ends = ends.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>How often the second step followed the first.</summary>
    public IReadOnlyDictionary<(string From, string To), long> Edges { get; }

    /// <summary>How many cases began with a step.</summary>
    public IReadOnlyDictionary<string, long> Starts { get; }

    /// <summary>How many cases ended with a step.</summary>
    public IReadOnlyDictionary<string, long> Ends { get; }

    /// <summary>Counts a log.</summary>
    public static DirectlyFollowsGraph Of(EventLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var edges = new Dictionary<(string, string), long>();
        var starts = new Dictionary<string, long>(StringComparer.Ordinal);
        var ends = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (FlowVariant variant in log.Variants)
        {
            if (variant.Steps.IsEmpty)
                continue;
            Add(starts, log.Activities[variant.Steps[0]], variant.Count);
            Add(ends, log.Activities[variant.Steps[^1]], variant.Count);
            for (int i = 1; i < variant.Steps.Length; i++)
                Add(edges, (log.Activities[variant.Steps[i - 1]], log.Activities[variant.Steps[i]]), variant.Count);
        }

        return new DirectlyFollowsGraph(edges, starts, ends);
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long count)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + count;
}
