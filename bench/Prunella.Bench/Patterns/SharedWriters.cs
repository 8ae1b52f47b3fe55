using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Prunella.Bench.Reporting;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Postgres;
using Prunella.Postgres.Tests;

namespace Prunella.Bench.Patterns;

/// <summary>Eight processes write to one PostgreSQL; one of them is killed, and the server is ended as by a crash and started again in the middle.</summary>
internal sealed class SharedWriters : IMeasurement
{
    private const int Writers = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public string Name => "shared store";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        if (PostgresCluster.Missing is { } missing)
            throw new InvalidOperationException(missing);
        int events = bench.Short ? 2_000 : 20_000;
        await using PostgresCluster cluster = await PostgresCluster.StartAsync();
        string database = cluster.ConnectionString("postgres") + ";Maximum Pool Size=4";
        _ = await PostgresMigrations.ApplyAsync(database, cancellationToken);
        string waiting = Path.Combine(bench.Folder, "waiting");
        var watch = Stopwatch.StartNew();
        (string Folder, RunningProgram Program)[] writers =
        [
            .. Enumerable.Range(0, Writers).Select(i => Path.Combine(bench.Folder, $"w{i}")).Select(folder => (folder, RunningProgram.Start(
                folder, [Environment.ProcessPath!, typeof(SharedWriters).Assembly.Location, SharedWriter.Verb, database, waiting, Path.GetFileName(folder), $"{events}"]))),
        ];

        await UntilAsync(() => Told(writers[0].Folder) >= events / 4, watch, cancellationToken);
        _ = LinuxSignals.Send(writers[0].Program.Id, LinuxSignals.Kill);
        await UntilAsync(() => writers.Sum(static writer => Told(writer.Folder)) >= Writers * events / 3, watch, cancellationToken);
        await cluster.StopAsync("QUIT");
        long at = writers.Sum(static writer => Told(writer.Folder));
        // What is acknowledged from here on is acknowledged without the server.
        await UntilAsync(() => writers.Sum(static writer => Told(writer.Folder)) >= at + events / 4, watch, cancellationToken);
        long without = writers.Sum(static writer => Told(writer.Folder)) - at;
        await cluster.ResumeAsync();
        await UntilAsync(() => writers.All(static writer => writer.Program.HasExited), watch, cancellationToken);
        TimeSpan took = watch.Elapsed;

        await using WriteBehindStore store = WriteBehindStore.Open(new PostgresPatternStore(database, SharedWriter.Options), waiting, new Scrubber());
        await store.WhenSentAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
        HashSet<string> kept = await IdsAsync(database, cancellationToken);
        int acknowledged = 0, lost = 0;
        foreach ((string folder, RunningProgram program) in writers)
        {
            int told = Told(folder);
            acknowledged += told;
            lost += Enumerable.Range(0, told).Count(number => !kept.Contains(SharedWriter.Id(Path.GetFileName(folder), number)));
            program.Dispose();
        }

        if (acknowledged < (Writers - 1) * events)
            throw new InvalidOperationException($"only {acknowledged} events were acknowledged: {RunningProgram.LastOutput(writers[1].Folder)}");
        StoreCounts counts = await store.CountAsync(cancellationToken);
        AuditVerdict verdict = await AuditChain.VerifyAsync(store, cancellationToken);
        report.Set("lost_events", lost);
        report.Set("duplicated_events", counts.Seen - kept.Count);
        Table table = new($"{Writers} processes writing {Number.Show(events)} errors each to PostgreSQL; one killed, the server ended by SIGQUIT and started again", "", "");
        table.Row("acknowledged", Number.Show(acknowledged));
        table.Row("of them while there was no server", Number.Show(without));
        table.Row("lost", Number.Show(lost));
        table.Row("counted twice", Number.Show(counts.Seen - kept.Count));
        table.Row("rows of the audit", Number.Show(counts.Audit));
        table.Row("its chain", verdict.IsIntact ? "intact" : $"broken at {verdict.BrokenAt}: {verdict.Fault}");
        table.Row("errors per second", Number.Show(acknowledged / took.TotalSeconds));
        report.Add(table);
        if (!verdict.IsIntact)
            throw new InvalidOperationException($"the audit is broken at row {verdict.BrokenAt}");
    }

    private static async Task<HashSet<string>> IdsAsync(string database, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand("select id from prunella.error_events where project = $1");
        _ = command.Parameters.Add(new NpgsqlParameter { Value = SharedWriter.Project });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        HashSet<string> ids = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            _ = ids.Add(reader.GetString(0));
        return ids;
    }

    private static int Told(string folder)
    {
        string file = Path.Combine(folder, "output.log");
        if (!File.Exists(file))
            return 0;
        // The last line that is whole: one may be half written.
        string text = File.ReadAllText(file);
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && int.TryParse(lines[^1], CultureInfo.InvariantCulture, out int told) ? told : 0;
    }

    private static async Task UntilAsync(Func<bool> condition, Stopwatch watch, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            if (watch.Elapsed > Limit)
                throw new TimeoutException("the writers did not come so far");
            await Task.Delay(50, cancellationToken);
        }
    }
}
