using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Bench.Metrics;

/// <summary>Everything at once: ten thousand series at 1 Hz, a detector for each, and a thousand components that are probed each five seconds.</summary>
internal sealed class WholeCost : IMeasurement
{
    private const int Series = 10_000;
    private const int Components = 1_000;
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(5);

    public string Name => "series, detectors and probes together";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await using var journal = EventJournal.Open(new JournalOptions { Source = "bench" }, TimeProvider.System, NullLogger<EventJournal>.Instance);
        using DedicatedLoop loop = new("bench-health", TimeProvider.System, static error => throw error);
        using HealthMonitor health = new(loop, journal, new HealthOptions(), bench.Random, NullLogger<HealthMonitor>.Instance);
        using Meter meter = new("bench.whole");
        ManualLoop hand = new();
        using MetricsHub hub = new(hand, new MetricsOptions { Meters = { meter.Name }, MaxSeriesPerInstrument = Series });
        SeriesWatch watch = new(
            new SeriesWatchOptions { MaxSeries = Series, Rules = { new SeriesRule { Series = "level" } } }, health, health, new ComponentName("bench"));
        _ = hub.AddObserver(watch);
        hub.Start();
        double turn = Turns(bench, meter, hand, cancellationToken);
        if (watch.Count != Series)
            throw new InvalidOperationException($"{watch.Count} series are watched");

        for (int i = 0; i < Components; i++)
            health.Register(Described(i));
        TimeSpan span = TimeSpan.FromSeconds(bench.Short ? 6 : 20);
        await Task.Delay(_period, cancellationToken);
        (double cpu, int looks) = await ProbedAsync(health, span, cancellationToken);
        double bytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        Table table = new("Ten thousand series at 1 Hz with a detector each, a thousand components probed each 5 s", "", "% of a core");
        table.Row("a roll-up with its detectors, each second", Number.Show(turn * 100));
        table.Row("a thousand probes in five seconds", Number.Show(cpu * 100));
        table.Row("components seen well", Number.Show(looks));
        table.Row("memory of all, MB", Number.Show(bytes / (1 << 20)));
        report.Add(table);
        report.Set("cpu_percent_all", (turn + cpu) * 100);
        report.Set("mb_all", bytes / (1 << 20));
        report.Note("cpu_percent_all: thread time of a roll-up with 10,000 detectors, and processor time of the whole process while 1,000 components are probed; the probes answer at once.");
    }

    // The share of a core that a roll-up takes, once the detectors judge.
    private static double Turns(Bench bench, Meter meter, ManualLoop hand, CancellationToken cancellationToken)
    {
        Gauge<double> gauge = meter.CreateGauge<double>("level");
        KeyValuePair<string, object?>[] tags = [.. Enumerable.Range(0, Series).Select(static i => new KeyValuePair<string, object?>("id", i))];
        int seconds = SeriesDetector.LearningPoints + (bench.Short ? 60 : 400);
        List<double> turns = [];
        for (int second = 0; second < seconds; second++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < Series; i++)
                gauge.Record(100 + 20 * Math.Sin((second + i) / 60.0) + 10 * bench.Random.NextDouble(), tags[i]);
            long begun = ThreadTime.Nanoseconds;
            hand.Advance(TimeSpan.FromSeconds(1));
            turns.Add((ThreadTime.Nanoseconds - begun) / 1e9);
        }

        return turns.Skip(turns.Count * 2 / 3).Average();
    }

    private static async Task<(double Cpu, int Well)> ProbedAsync(HealthMonitor health, TimeSpan span, CancellationToken cancellationToken)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long begun = Stopwatch.GetTimestamp();
        await Task.Delay(span, cancellationToken);
        self.Refresh();
        double cpu = (self.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(begun);
        return (cpu, health.Current.Components.Values.Count(static one => one.State == HealthState.Healthy));
    }

    private static ComponentDescription Described(int number) => new(new ComponentName(string.Create(CultureInfo.InvariantCulture, $"part-{number}")))
    {
        Probes = [new ProbeSchedule("self", new DelegateProbe("asks nobody", static _ => new ValueTask<HealthReading>(HealthReading.Healthy("answers")))) { Period = _period }],
    };
}
