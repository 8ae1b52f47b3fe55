using System.Diagnostics.Metrics;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Bench.Metrics;

/// <summary>Ten thousand series, a point of each every second: processor time of a roll-up, and memory once the budgets are full.</summary>
internal sealed class ManySeries : IMeasurement
{
    private const int Counters = 4_000;
    private const int Gauges = 3_000;
    private const int Histograms = 1_000; // three series each

    public string Name => "ten thousand series";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using Meter meter = new("bench.many");
        ManualLoop loop = new();
        using MetricsHub hub = new(loop, new MetricsOptions { Meters = { meter.Name }, MaxSeriesPerInstrument = 10_000 });
        hub.Start();
        Counter<long> counter = meter.CreateCounter<long>("calls");
        Gauge<double> gauge = meter.CreateGauge<double>("level");
        Histogram<double> histogram = meter.CreateHistogram<double>("wait", "s");
        KeyValuePair<string, object?>[] tags = [.. Enumerable.Range(0, Counters).Select(static i => new KeyValuePair<string, object?>("id", $"tag-{i}"))];
        List<double> turns = [];
        // By the clock of the run this is over an hour: the budget of points is full.
        int seconds = bench.Short ? 700 : 4_000;
        for (int second = 0; second < seconds; second++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < Counters; i++)
                counter.Add(bench.Random.Next(100), tags[i]);
            for (int i = 0; i < Gauges; i++)
                gauge.Record(bench.Random.NextDouble() * 1000, tags[i]);
            for (int i = 0; i < Histograms; i++)
                histogram.Record(0.01 + (bench.Random.NextDouble() * 0.05), tags[i]);
            long begun = ThreadTime.Nanoseconds;
            loop.Advance(TimeSpan.FromSeconds(1));
            turns.Add((ThreadTime.Nanoseconds - begun) / 1e6);
        }

        int series = hub.Series.Count;
        double bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(hub);
        double mean = turns.Skip(turns.Count / 2).Average();
        Table table = new("Ten thousand noisy series at 1 Hz", "", "value");
        table.Row("series", Number.Show(series));
        table.Row("a roll-up, mean ms", Number.Show(mean));
        table.Row("a roll-up, longest ms", Number.Show(turns.Skip(turns.Count / 2).Max()));
        table.Row("memory, MB", Number.Show(bytes / (1 << 20)));
        report.Add(table);
        report.Set("series_bytes", bytes / series);
        report.Set("cpu_percent_10k_series", mean / 10);
        report.Set("mb_10k_series", bytes / (1 << 20));
        report.Note("cpu_percent_10k_series and mb_10k_series are the hub's alone: detectors and probes of components are in cpu_percent_all and mb_all.");
        return Task.CompletedTask;
    }
}
