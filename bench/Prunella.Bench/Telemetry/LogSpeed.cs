using System.Diagnostics;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Store;

namespace Prunella.Bench.Telemetry;

/// <summary>Logs from disk to columns on disk, by one thread and by two: split, header, template, values, durations, cases, stored. Processor time, beside Drain3 on the same lines.</summary>
internal sealed class LogSpeed : IMeasurement
{
    public string Name => "log speed";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        string text = LogCorpus.WriteText(Path.Combine(bench.Folder, "text"), bench.Short ? 60_000 : 300_000, seed: 11);
        string twice = Twice(text, Path.Combine(bench.Folder, "twice"));
        string compact = LogCorpus.WriteCompact(Path.Combine(bench.Folder, "compact.clef"), bench.Short ? 300_000 : 1_500_000, seed: 13);
        int rounds = bench.Short ? 3 : 7;
        _ = Measure(bench, text, threads: 1);
        _ = Measure(bench, compact, threads: 1);
        List<Run> one = [], two = [], events = [];
        for (int round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            one.Add(Measure(bench, text, threads: 1));
            two.Add(Measure(bench, text, threads: 2));
            events.Add(Measure(bench, compact, threads: 1));
        }

        double rate = Median(one, static run => run.Lines / run.Cpu), megabytes = Median(one, static run => run.Bytes / 1e6 / run.Cpu), compactRate = Median(events, static run => run.Lines / run.Cpu);
        double wall = Median(one, static run => run.Wall) / Median(two, static run => run.Wall);
        report.Set("lines_per_cpu_s", rate);
        report.Set("mb_per_cpu_s", megabytes);
        report.Set("clef_events_per_s", compactRate);
        report.Set("two_core_speedup", wall);
        // What every analysis needs once (buffers, learning, the templates at the end) is in both runs; the same lines a second time are not.
        Run both = Measure(bench, twice, threads: 1);
        report.Set("bytes_allocated_per_line", Math.Max(0, (double)(both.Allocated - one[^1].Allocated) / (both.Lines - one[^1].Lines)));
        Table table = new("One thread, processor time, from disk to columns on disk", "logs", "lines", "MB", "lines/s", "MB/s");
        table.Row("text in eight forms", Number.Show(one[0].Lines), Number.Show(one[0].Bytes / 1e6), Number.Show(rate), Number.Show(megabytes));
        table.Row("Serilog's compact format", Number.Show(events[0].Lines), Number.Show(events[0].Bytes / 1e6), Number.Show(compactRate), Number.Show(Median(events, static run => run.Bytes / 1e6 / run.Cpu)));
        report.Add(table);
        if (await Drain3.LinesPerSecondAsync(bench, text, cancellationToken) is { } drain)
            report.Set("lines_vs_drain3", rate / drain);
        else
            report.Note("Drain3 is not installed (pip install drain3): not compared.");
    }

    private static string Twice(string from, string to)
    {
        _ = Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            using FileStream target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            for (int i = 0; i < 2; i++)
            {
                using FileStream source = File.OpenRead(file);
                source.CopyTo(target);
            }
        }

        return to;
    }

    private static double Median(List<Run> runs, Func<Run, double> value) => new Sample(runs.Select(value)).Median;

    private static Run Measure(Bench bench, string path, int threads)
    {
        string folder = Path.Combine(bench.Folder, "store");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        GC.Collect();
        using var store = new EventStore(folder);
        SourceList sources = SourceList.Find([path], bench.Folder, DateTimeOffset.UnixEpoch);
        long allocated = GC.GetAllocatedBytesForCurrentThread(), cpu = ThreadTime.Nanoseconds, begun = Stopwatch.GetTimestamp();
        LogAnalysis analysis = new LogAnalyzer(new AnalyzerOptions { Threads = threads, Events = store.OpenWriter }).Analyze(sources);
        double wall = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return new Run(analysis.Lines, analysis.Bytes, (ThreadTime.Nanoseconds - cpu) / 1e9, wall, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private sealed record Run(long Lines, long Bytes, double Cpu, double Wall, long Allocated);
}
