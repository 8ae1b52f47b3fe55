using System.Collections.Immutable;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Makes a flow of the cases that were followed.</summary>
internal static class FlowBuilder
{
    private const int MostSteps = 60, MostCourses = 40, EnoughCases = 5;
    private const double Rare = 0.01;

    /// <returns>Null where too few cases have two steps.</returns>
    public static FlowSummary? Build(CaseTable table, TemplateCatalog catalog)
    {
        List<Template[]> cases = [.. table.Courses(2).Select(steps => Array.ConvertAll(steps, step => catalog[step.Key]))];
        if (cases.Count < EnoughCases)
            return null;
        var names = new Dictionary<string, Template>(StringComparer.Ordinal);
        foreach (Template step in cases.SelectMany(static steps => steps))
            names.TryAdd(step.Id, step);
        return Of(EventLog.Of(cases.Select(static steps => steps.Select(static step => step.Id).ToArray())), 1.0 / (1L << table.Halvings), id => (names[id].Text, id));
    }

    /// <summary>The operations of each trace, by when they began.</summary>
    public static FlowSummary? Build(SpanTally spans)
    {
        List<string[]> cases = [.. spans.Traces.Select(static trace => trace.Select(static span => (span.Start, Name: $"{span.Service}: {span.Operation}")).OrderBy(static span => span.Start).Select(static span => span.Name).ToArray()).Where(static steps => steps.Length > 1)];
        return cases.Count < EnoughCases ? null : Of(EventLog.Of(cases), spans.Share, static name => (name, null));
    }

    /// <summary>Makes a flow of an event log.</summary>
    /// <param name="log">The cases.</param>
    /// <param name="share">The share of all cases that these are.</param>
    /// <param name="describe">The name and the template's id of an activity.</param>
    public static FlowSummary Of(EventLog log, double share, Func<string, (string Name, string? Template)> describe)
    {
        DirectlyFollowsGraph graph = DirectlyFollowsGraph.Of(log);
        var counts = new long[log.Activities.Length];
        foreach (FlowVariant variant in log.Variants)
        {
            foreach (int step in variant.Steps)
                counts[step] += variant.Count;
        }

        int[] kept = [.. Enumerable.Range(0, counts.Length).OrderByDescending(i => counts[i]).ThenBy(i => log.Activities[i], StringComparer.Ordinal).Take(MostSteps)];
        var numbers = kept.Index().ToDictionary(pair => log.Activities[pair.Item], static pair => pair.Index, StringComparer.Ordinal);
        var edges = new List<FlowEdge>();
        foreach (((string from, string to), long count) in graph.Edges)
        {
            if (numbers.TryGetValue(from, out int a) && numbers.TryGetValue(to, out int b))
                edges.Add(new FlowEdge(a, b, count, IsRare(count, counts[kept[a]], counts[kept[b]])));
        }

        foreach ((string step, long count) in graph.Starts.Where(pair => numbers.ContainsKey(pair.Key)))
            edges.Add(new FlowEdge(-1, numbers[step], count, IsRare(count, log.Cases, counts[kept[numbers[step]]])));
        foreach ((string step, long count) in graph.Ends.Where(pair => numbers.ContainsKey(pair.Key)))
            edges.Add(new FlowEdge(numbers[step], -1, count, IsRare(count, log.Cases, counts[kept[numbers[step]]])));
        return new FlowSummary(
            log.Cases, share,
            [.. kept.Select(i => new FlowStep(describe(log.Activities[i]).Name, counts[i], describe(log.Activities[i]).Template))],
            [.. edges.OrderByDescending(static edge => edge.Count).ThenBy(static edge => edge.From).ThenBy(static edge => edge.To)],
            [
                .. log.Variants.Where(variant => variant.Steps.All(step => numbers.ContainsKey(log.Activities[step]))).Take(MostCourses)
                    .Select(variant => new FlowCourse([.. variant.Steps.Select(step => numbers[log.Activities[step]])], variant.Count)),
            ]);
    }

    /// <summary>Rarer than one in a hundred of what usually comes after the one and before the other, where both are frequent enough to tell.</summary>
    private static bool IsRare(long count, long from, long to) => Math.Min(from, to) >= 100 && count < Rare * Math.Min(from, to);
}
