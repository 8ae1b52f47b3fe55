using System.Diagnostics;
using System.Globalization;
using Prunella.Bench.Reporting;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Stores.Sqlite;
using Prunella.Postgres;
using Prunella.Postgres.Tests;

namespace Prunella.Bench.Patterns;

/// <summary>Asks each store for what is known of an error by its exact name: among 10,000 learnings, in a random order, one question after another.</summary>
internal sealed class StoreLookup : IMeasurement
{
    private static readonly StoreOptions Options = new() { Project = "bench" };

    public string Name => "exact lookup";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        int learnings = bench.Short ? 1_000 : 10_000, questions = bench.Short ? 2_000 : 20_000;
        Table table = new($"µs for one exact lookup among {Number.Show(learnings)} learnings", "store", "p50", "p95", "p99");
        Sample sqlite;
        await using (SqlitePatternStore store = SqlitePatternStore.Open(Path.Combine(bench.Folder, "memory.db"), Options))
            sqlite = await MeasureAsync(store, learnings, questions, bench.Random, cancellationToken);
        Show(table, "SQLite file", sqlite);
        report.Set("lookup_sqlite_us", sqlite.Median);
        report.Add(table);

        if (PostgresCluster.Missing is { } missing)
            throw new InvalidOperationException(missing);
        await using PostgresCluster cluster = await PostgresCluster.StartAsync();
        _ = await PostgresMigrations.ApplyAsync(cluster.ConnectionString("postgres"), cancellationToken);
        Sample postgres;
        await using (PostgresPatternStore store = new(cluster.ConnectionString("postgres"), Options))
            postgres = await MeasureAsync(store, learnings, questions / 4, bench.Random, cancellationToken);
        Show(table, "PostgreSQL over loopback", postgres);
        report.Set("lookup_postgres_us", postgres.Median);
    }

    public static Fingerprint Named(int number) => new(NameOf("e", number), NameOf("c", number), NameOf("t", number / 2));

    public static Learning Learned(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"learning-{number:000000}"), Names = Learning.NamesOf(Named(number)), At = DateTimeOffset.UnixEpoch.AddYears(56),
        Problem = $"Orders of shelf {number} are refused because the connection pool of inventory is used up.", Cause = "A query without a limit holds its connection.",
        Fix = "Give the query a limit, and let the pool grow to 64 connections.",
    };

    private static string NameOf(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"fp1:{kind}:{number:x24}");

    private static async Task<Sample> MeasureAsync(IPatternStore store, int learnings, int questions, Random random, CancellationToken cancellationToken)
    {
        foreach (int[] part in Enumerable.Range(0, learnings).Chunk(500))
            _ = await store.WriteAsync([.. part.Select(Learned)], cancellationToken);
        List<double> times = [];
        for (int turn = -questions / 4; turn < questions; turn++)
        {
            Fingerprint name = Named(random.Next(learnings));
            long begun = Stopwatch.GetTimestamp();
            IReadOnlyList<Learning> found = await store.FindLearningsAsync(name, cancellationToken);
            if (turn >= 0) // the first ones warm up
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
            if (found.Count is 0 or > 2)
                throw new InvalidOperationException($"{found.Count} learnings were found");
        }

        return new Sample(times);
    }

    private static void Show(Table table, string name, Sample sample) => table.Row(name, Number.Show(sample.Median), Number.Show(sample.Quantile(0.95)), Number.Show(sample.Quantile(0.99)));
}
