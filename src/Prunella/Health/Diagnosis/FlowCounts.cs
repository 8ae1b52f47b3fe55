namespace Prunella.Health;

/// <summary>What the visits of a window do: for each operation, how many visits there were and in how many of them each thing was done.</summary>
/// <remarks>A visit is the work of one component on one call: its entry span and all below it that is the component's own.</remarks>
internal sealed class FlowCounts
{
    private const int MostThings = 20_000;
    private const string Start = "start", End = "end";

    /// <summary>Visits by component and operation.</summary>
    public Dictionary<(string Component, string Operation), int> Visits { get; } = [];

    /// <summary>Visits in which a thing was done.</summary>
    public Dictionary<(string Component, string Operation, string What), int> Things { get; } = [];

    /// <summary>Who was seen to call whom.</summary>
    public HashSet<CallEdge> Calls { get; } = [];

    public static FlowCounts Of(SpanTree tree, IReadOnlyList<LogRecord> logs)
    {
        var counts = new FlowCounts();
        int[] visitOf = counts.Enter(tree);
        var visits = new Dictionary<int, HashSet<string>>();
        counts.TakeCalls(tree, visitOf, visits);
        TakeLogs(tree, logs, visitOf, visits);
        foreach ((int entry, HashSet<string> things) in visits)
        {
            SpanRecord span = tree.Spans[entry];
            foreach (string thing in things)
            {
                var key = (span.Component, span.Operation, thing);
                if (counts.Things.Count < MostThings || counts.Things.ContainsKey(key))
                    counts.Things[key] = counts.Things.GetValueOrDefault(key) + 1;
            }
        }

        return counts;
    }

    private int[] Enter(SpanTree tree)
    {
        int[] visitOf = new int[tree.Parents.Length];
        Array.Fill(visitOf, -1);
        for (int i = 0; i < visitOf.Length; i++)
        {
            int at = i;
            for (int steps = 0; steps < 64 && !tree.IsEntry(at); steps++)
                at = tree.Parents[at];
            visitOf[i] = at;
            if (at != i)
                continue;
            var key = (tree.Spans[i].Component, tree.Spans[i].Operation);
            Visits[key] = Visits.GetValueOrDefault(key) + 1;
        }

        return visitOf;
    }

    private void TakeCalls(SpanTree tree, int[] visitOf, Dictionary<int, HashSet<string>> visits)
    {
        for (int i = 0; i < visitOf.Length; i++)
        {
            SpanRecord span = tree.Spans[i];
            if (visitOf[i] != i)
            {
                Set(visits, visitOf[i]).Add($"does {span.Operation}");
                continue;
            }

            if (tree.Parents[i] is not (>= 0 and var parent))
                continue;
            Set(visits, visitOf[parent]).Add($"calls {span.Component} {span.Operation}");
            _ = Calls.Add(new CallEdge(tree.Spans[parent].Component, span.Component));
        }
    }

    private static void TakeLogs(SpanTree tree, IReadOnlyList<LogRecord> logs, int[] visitOf, Dictionary<int, HashSet<string>> visits)
    {
        var last = new Dictionary<int, string>();
        foreach (LogRecord line in logs.OrderBy(static line => line.Time))
        {
            if (!tree.Index.TryGetValue(line.Span, out int span))
                continue;
            int visit = visitOf[span];
            string template = LogTemplate.Of(line.Message);
            Set(visits, visit).Add($"{last.GetValueOrDefault(visit, Start)} → {template}");
            last[visit] = template;
        }

        foreach ((int visit, string template) in last)
            Set(visits, visit).Add($"{template} → {End}");
    }

    private static HashSet<string> Set(Dictionary<int, HashSet<string>> visits, int visit)
    {
        if (!visits.TryGetValue(visit, out HashSet<string>? set))
            visits.Add(visit, set = new HashSet<string>(StringComparer.Ordinal));
        return set;
    }
}
