using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Health;

namespace Prunella.Bench.Metrics;

/// <summary>What the detector of a series costs for each point, and how much it holds: a thousand of them taking turns, as they do in a hub.</summary>
internal sealed class DetectorCost : IMeasurement
{
    private const int Detectors = 1_000;
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public string Name => "detectors";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        double[] values = [.. Enumerable.Range(0, 4096).Select(i => 100 + 20 * Math.Sin(i / 300.0) + 10 * bench.Random.NextDouble() + (bench.Random.Next(200) == 0 ? 50 : 0))];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        SeriesDetector[] detectors = [.. Enumerable.Range(0, Detectors).Select(static _ => new SeriesDetector())];
        int second = 0;
        Seconds(SeriesDetector.LearningPoints + 1);
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Detectors;
        if (!detectors[0].IsReady)
            throw new InvalidOperationException("a detector is still learning");

        Seconds(bench.Short ? 300 : 1_000); // past the tiers of the compiler
        double[] times = new double[bench.Short ? 21 : 61];
        long allocated = 0;
        for (int round = 0; round < times.Length; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            const int Turns = 20;
            long begun = ThreadTime.Nanoseconds, bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            Seconds(Turns);
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            times[round] = (ThreadTime.Nanoseconds - begun) / (double)(Turns * Detectors);
        }

        var sample = new Sample(times);
        Table table = new("A thousand detectors taking turns: thread CPU time", "", "value");
        table.Row("a point, median ns", Number.Show(sample.Median));
        table.Row("a point, least ns", Number.Show(times.Min()));
        table.Row("allocated in all rounds, B", Number.Show(allocated));
        table.Row("held by a detector, B", Number.Show(bytes));
        report.Add(table);
        report.Set("detector_ns", sample.Median);
        report.Set("detector_bytes", bytes);
        report.Set("detector_allocated_bytes", allocated);
        GC.KeepAlive(detectors);
        return Task.CompletedTask;

        void Seconds(int count)
        {
            for (int turn = 0; turn < count; turn++, second++)
            {
                DateTimeOffset now = _start.AddSeconds(second);
                for (int i = 0; i < Detectors; i++)
                    _ = detectors[i].Observe(now, values[(second + i * 7) & 4095]);
            }
        }
    }
}
