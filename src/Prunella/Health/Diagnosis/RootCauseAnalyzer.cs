using System.Globalization;

namespace Prunella.Health;

/// <summary>Names the likeliest cause of a trouble: components and metrics, ranked, with evidence; or says that nothing is wrong.</summary>
/// <remarks>
/// Three judges are asked: the series with the graph of calls, the traces' times, the flow of traces and logs. Stateless and thread-safe.
/// See docs/diagnosis.md for the method and its figures on labelled faults.
/// </remarks>
public sealed class RootCauseAnalyzer
{
    private const int MostSuspects = 20;
    private readonly DiagnosisWeights _weights;

    /// <summary>An analyzer with the weights that the library ships.</summary>
    public RootCauseAnalyzer()
        : this(DiagnosisWeights.Default)
    {
    }

    internal RootCauseAnalyzer(DiagnosisWeights weights) => _weights = weights;

    /// <summary>Compares the trouble with ordinary time. Takes milliseconds for a thousand series; holds nothing.</summary>
    public Diagnosis Diagnose(DiagnosisInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var graph = new CallGraph();
        var views = ComponentViews.Of(input.Series);
        DiagnosisInput merged = input with { Series = views.Apply(input.Series) };
        foreach (DiagnosisSeries one in merged.Series)
            _ = graph.Number(one.Component);
        TraceJudge? traces = null;
        FlowJudge? flow = null;
        if (input is { Normal.Spans.Count: > 0, Anomalous.Spans.Count: > 0 })
            (traces, flow) = ReadTraces(input, graph);
        foreach (CallEdge call in input.Calls)
            graph.Add(call);

        MetricSigns signs = MetricSigns.Read(merged, graph, _weights);
        var judge = new MetricJudge(graph, signs, input.Alarm, _weights);
        double[] metrics = judge.Scores(), scores = new double[graph.Count];
        for (int c = 0; c < scores.Length; c++)
        {
            string name = graph.NameOf(c);
            scores[c] = traces is null ? metrics[c]
                : _weights.MetricsBesideTraces * metrics[c] + _weights.Traces * traces.ScoreOf(name) + _weights.Flow * flow!.ScoreOf(name);
        }

        if (NothingWrong(scores, input.Alarm is not null) is { } calm)
            return new Diagnosis([], calm);
        return Rank(scores, metrics, graph, judge, signs, traces, flow);
    }

    private (TraceJudge Traces, FlowJudge Flow) ReadTraces(DiagnosisInput input, CallGraph graph)
    {
        var normal = new SpanTree(input.Normal.Spans);
        var anomalous = new SpanTree(input.Anomalous.Spans);
        foreach (SpanRecord span in input.Anomalous.Spans)
            _ = graph.Number(span.Component);
        FlowCounts before = FlowCounts.Of(normal, input.Normal.Logs), now = FlowCounts.Of(anomalous, input.Anomalous.Logs);
        foreach (CallEdge call in before.Calls.Union(now.Calls))
            graph.Add(call);
        return (new TraceJudge(normal, anomalous, _weights), new FlowJudge(before, now, _weights));
    }

    private string? NothingWrong(double[] scores, bool alarmed)
    {
        if (scores.Length == 0)
            return "There are no series to judge by.";
        double most = scores.Max(), least = alarmed ? _weights.LeastScore : _weights.LeastScoreUnalarmed;
        return most < least
            ? string.Create(CultureInfo.InvariantCulture, $"No component is further from its ordinary course than chance takes it ({most:0.00}, of {least:0.00} that are needed): nothing is wrong.")
            : null;
    }

    private static Diagnosis Rank(
        double[] scores, double[] metrics, CallGraph graph, MetricJudge judge, MetricSigns signs, TraceJudge? traces, FlowJudge? flow)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).Where(c => scores[c] > 0)
            .OrderByDescending(c => scores[c]).ThenBy(graph.NameOf, StringComparer.Ordinal).Take(MostSuspects)];
        var evidence = new EvidenceWriter(graph, judge, signs, traces, flow);
        double total = order.Take(5).Sum(c => scores[c]);
        List<Suspect> suspects = [.. order.Select((c, place) => new Suspect(
            graph.NameOf(c), evidence.MetricOf(c), scores[c],
            Confidence.Of(scores[c], place == 0 && order.Length > 1 ? scores[order[1]] : scores[order[0]], total), evidence.Of(c)))];
        string because = suspects[0].Evidence.Count > 0 ? $": {suspects[0].Evidence[0]}" : "";
        return new Diagnosis(suspects, $"Most speaks against {suspects[0].Component}{because}.");
    }
}
