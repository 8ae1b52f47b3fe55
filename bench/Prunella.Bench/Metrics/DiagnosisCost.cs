using System.Globalization;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Health;

namespace Prunella.Bench.Metrics;

/// <summary>What it costs to name the cause among a thousand series: a hundred components in a graph of calls, ten series each, with a cause and its symptoms.</summary>
internal sealed class DiagnosisCost : IMeasurement
{
    private const int Components = 100, PointsBefore = 300, PointsSince = 60, Culprit = 37;
    private static readonly (string Metric, SignalKind Kind)[] _metrics =
    [
        ("cpu", SignalKind.Internal), ("memory", SignalKind.Internal), ("threads", SignalKind.Internal), ("gc", SignalKind.Internal), ("disk", SignalKind.Internal),
        ("latency_p50", SignalKind.Latency), ("latency_p99", SignalKind.Latency), ("errors", SignalKind.Errors), ("rate", SignalKind.Traffic), ("queue", SignalKind.Internal),
    ];

    public string Name => "diagnosis";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        DiagnosisInput input = Input(bench.Random);
        var analyzer = new RootCauseAnalyzer();
        Diagnosis answer = analyzer.Diagnose(input);
        if (answer.Suspects.Count == 0 || answer.Suspects[0].Component != NameOf(Culprit))
            throw new InvalidOperationException("the diagnosis names the wrong one, so its cost tells nothing");

        await Warmth.ReachAsync([() => _ = analyzer.Diagnose(input)], cancellationToken);
        double[] times = new double[bench.Short ? 15 : 61];
        for (int i = 0; i < times.Length; i++)
        {
            long begun = ThreadTime.Nanoseconds;
            _ = analyzer.Diagnose(input);
            times[i] = (ThreadTime.Nanoseconds - begun) / 1e6;
        }

        var sample = new Sample(times);
        Table table = new("One diagnosis over 1,000 series of 360 points: thread CPU time", "", "ms");
        table.Row("median", Number.Show(sample.Median));
        table.Row("longest", Number.Show(sample.Max));
        report.Add(table);
        report.Set("diagnosis_ms", sample.Median);
    }

    private static DiagnosisInput Input(Random random)
    {
        List<DiagnosisSeries> series = [];
        for (int component = 0; component < Components; component++)
        {
            for (int metric = 0; metric < _metrics.Length; metric++)
            {
                double level = 10 + random.NextDouble() * 100;
                double shift = component == Culprit ? 8 : _metrics[metric].Kind == SignalKind.Latency && component == (Culprit - 1) / 2 ? 2 : 0;
                series.Add(new DiagnosisSeries(NameOf(component), _metrics[metric].Metric, _metrics[metric].Kind, Noise(PointsBefore, level, 0), Noise(PointsSince, level, shift)));
            }
        }

        return new DiagnosisInput
        {
            Series = series,
            // A tree: each calls two.
            Calls = [.. Enumerable.Range(1, Components - 1).Select(static callee => new CallEdge(NameOf((callee - 1) / 2), NameOf(callee)))],
        };

        double[] Noise(int count, double level, double shift) => [.. Enumerable.Range(0, count).Select(_ => level * (1 + 0.05 * (random.NextDouble() + random.NextDouble() - 1 + shift)))];
    }

    private static string NameOf(int component) => string.Create(CultureInfo.InvariantCulture, $"service-{component}");
}
