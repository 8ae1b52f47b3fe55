using System.Diagnostics.Metrics;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Bench.Metrics;

/// <summary>What a question over an hour of points, a second apart, costs.</summary>
internal sealed class QueryCost : IMeasurement
{
    public string Name => "queries";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        using Meter meter = new("bench.query");
        ManualLoop loop = new();
        using MetricsHub hub = new(loop, new MetricsOptions { Meters = { meter.Name } });
        hub.Start();
        Random random = bench.Random;
        _ = meter.CreateObservableGauge("noise", () => random.NextDouble() * 1000);
        loop.Advance(TimeSpan.FromSeconds(3700));
        SeriesId series = hub.Series[0].Id;
        TimeWindow hour = TimeWindow.Last(TimeSpan.FromHours(1), hub.Now);
        if (hub.Statistics(series, hour) is not { Count: 3600, Step.TotalSeconds: 1 })
            throw new InvalidOperationException("the hour is not held");

        (string Name, Action Ask)[] questions =
        [
            ("statistics", () => hub.Statistics(series, hour)),
            ("points", () => hub.Read(series, hour)),
            ("percentiles", () => hub.Sketch(series, hour)),
            ("trend", () => hub.Trend(series, hour)),
        ];
        await Warmth.ReachAsync(questions.Select(static one => one.Ask), cancellationToken);
        Table table = new("An hour of 1 s points: thread CPU time", "question", "median µs");
        foreach ((string name, Action ask) in questions)
        {
            double[] times = new double[bench.Short ? 51 : 201];
            for (int i = 0; i < times.Length; i++)
            {
                long before = ThreadTime.Nanoseconds;
                ask();
                times[i] = (ThreadTime.Nanoseconds - before) / 1000.0;
            }

            double median = new Sample(times).Median;
            table.Row(name, Number.Show(median));
            if (name == "statistics")
                report.Set("query_us", median);
        }

        report.Add(table);
    }
}
