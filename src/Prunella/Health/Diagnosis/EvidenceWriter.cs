namespace Prunella.Health;

/// <summary>Says in words and numbers what speaks against a component.</summary>
internal sealed class EvidenceWriter(CallGraph graph, MetricJudge judge, MetricSigns signs, TraceJudge? traces, FlowJudge? flow)
{
    /// <summary>The strongest series of a component; null where it has none that moved.</summary>
    public string? MetricOf(int component) => signs.MetricOf(StrongestOf(component));

    public IReadOnlyList<string> Of(int component)
    {
        string name = graph.NameOf(component);
        ComponentSigns own = signs.Components[component];
        var lines = new List<string>();
        if (traces is not null)
            lines.AddRange(traces.Describe(name));
        if (flow is not null)
            lines.AddRange(flow.Describe(name));
        Add(lines, own.InternalSeries, own.Internal);
        Add(lines, own.ExternalSeries, own.External);
        if (judge.CallersWait(component) > 0.1)
        {
            string[] waiting = [.. graph.CallersOf(component).Where(caller => signs.Components[caller].Waiting > 0.3).Select(graph.NameOf).Order(StringComparer.Ordinal).Take(3)];
            lines.Add($"{string.Join(", ", waiting)} wait{(waiting.Length == 1 ? "s" : "")} longer for what {(waiting.Length == 1 ? "it calls" : "they call")}");
        }

        if (judge.Starves(component) > 0.1)
            lines.Add("those that it calls are asked less, while it is asked as before");
        string[] below = [.. graph.CallersOf(component).Where(caller => signs.Components[caller].ExternalRaw > 0.5).Select(graph.NameOf).Order(StringComparer.Ordinal).Take(3)];
        if (below.Length > 0 && lines.Count > 0)
            lines.Add($"its caller{(below.Length == 1 ? "" : "s")} {string.Join(", ", below)} suffer{(below.Length == 1 ? "s" : "")} too");
        return lines;
    }

    private int StrongestOf(int component)
    {
        ComponentSigns own = signs.Components[component];
        if (own.InternalSeries >= 0 && own.Internal >= own.External / 2)
            return own.InternalSeries;
        return own.ExternalSeries >= 0 ? own.ExternalSeries : own.WaitingSeries;
    }

    private void Add(List<string> lines, int series, double strength)
    {
        if (series >= 0 && strength > 0.2)
            lines.Add(signs.Describe(series));
    }
}
