using System.Diagnostics;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Stores;

namespace Prunella.Bench.Patterns;

/// <summary>Asks the process for what it remembers of an error: 1,000 errors in turn, pieces of 10,000 questions, by the wall clock and by the thread's processor time.</summary>
internal sealed class CacheLookup : IMeasurement
{
    private const int Errors = 1_000;
    private const int Piece = 10_000;

    public string Name => "process cache";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        await using InMemoryPatternStore store = new();
        using PatternMemory memory = new(store, options: new RecallOptions { CacheAge = TimeSpan.FromHours(1) });
        _ = await store.WriteAsync([.. Enumerable.Range(0, Errors).Select(StoreLookup.Learned)], cancellationToken);
        Fingerprint[] names = [.. Enumerable.Range(0, Errors).Select(StoreLookup.Named)];
        foreach (Fingerprint name in names)
            _ = await memory.RecallAsync(name, cancellationToken);

        List<double> wall = [], processor = [];
        for (int turn = -20; turn < (bench.Short ? 50 : 200); turn++)
        {
            long begun = Stopwatch.GetTimestamp(), used = ThreadTime.Nanoseconds;
            if (Ask(memory, names) != Piece)
                throw new InvalidOperationException("an error was not known");
            if (turn < 0)
                continue;
            wall.Add(Stopwatch.GetElapsedTime(begun).TotalNanoseconds / Piece);
            processor.Add((double)(ThreadTime.Nanoseconds - used) / Piece);
        }

        Table table = new("ns for one lookup in the process", "", "p50", "p95");
        foreach ((string name, Sample sample) in new[] { ("wall clock", new Sample(wall)), ("processor", new Sample(processor)) })
            table.Row(name, Number.Show(sample.Median), Number.Show(sample.Quantile(0.95)));
        report.Add(table);
        report.Set("lookup_cache_ns", new Sample(wall).Median);
    }

    private static int Ask(PatternMemory memory, Fingerprint[] names)
    {
        int known = 0;
        for (int i = 0; i < Piece; i++)
        {
            if (memory.TryRecall(names[i % Errors], out RecallAnswer answer) && answer.Found.Count > 0)
                known++;
        }

        return known;
    }
}
