using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>All supervisors at the same time, each with the same child, killed in turn: how long until the replacement runs.</summary>
/// <remarks>A child lives 2.2 s before each kill: monit, supervisord and runit hold back one that died within its first second.</remarks>
internal sealed class RestartRace : IMeasurement
{
    private static readonly TimeSpan Uptime = TimeSpan.FromSeconds(2.2);

    public string Name => "restart after kill -9, beside peers";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        int kills = bench.Short ? 5 : 25;
        StampingChild child = await StampingChild.BuildAsync(bench);
        if (!child.IsNative)
            report.Note("No C compiler: the restarted child is a shell script, and every time includes some milliseconds of its own start.");

        IPeerSupervisor[] supervisors = [new PrunellaRun(), new Runit(), new Supervisord(), new Pm2(bench.Root), new Monit()];
        Outcome[] outcomes = await Task.WhenAll(supervisors.Select(supervisor => MeasureAsync(supervisor, child, kills, bench, cancellationToken)));

        Table table = new($"kill -9 of a native child to the first act of its replacement, {kills} kills each, all at the same time", "supervisor", "p50 ms", "p99 ms", "max ms");
        foreach ((string name, Sample? sample, string? failure) in outcomes)
        {
            table.Row(sample is null
                ? [name, "-", "-", "-"]
                : [name, Number.Show(sample.Median), Number.Show(sample.Quantile(0.99)), Number.Show(sample.Max)]);
            if (failure is not null)
                report.Note($"{name}: {failure}");
        }

        report.Add(table);
        if (outcomes[0].Sample is not { } ours)
            return;
        report.Set("restart_p50_ms", ours.Median);
        foreach ((string name, Sample? sample, _) in outcomes.Skip(1))
        {
            if (sample is not null)
                report.Set($"restart_vs_{name}", ours.Median / sample.Median);
        }
    }

    private static async Task<Outcome> MeasureAsync(
        IPeerSupervisor supervisor, StampingChild child, int kills, Bench bench, CancellationToken cancellationToken)
    {
        if (supervisor.Missing is { } reason)
            return new Outcome(supervisor.Name, null, $"not measured, {reason}");
        string folder = Path.Combine(bench.Folder, "race", supervisor.Name);
        _ = Directory.CreateDirectory(folder);
        StampFile stamps = new(Path.Combine(folder, "stamps"), () => supervisor.HasEnded);
        Random random = new(bench.Random.Next());
        Sample? sample = null;
        try
        {
            try
            {
                await supervisor.StartAsync(folder, child.Command(stamps.Path));
                sample = await new KillSeries(supervisor, child, stamps).RunAsync(kills, Uptime, random, cancellationToken);
            }
            finally
            {
                await supervisor.StopAsync();
            }

            return new Outcome(supervisor.Name, sample, null);
        }
        catch (Exception error)
        {
            return new Outcome(supervisor.Name, sample, $"{error.Message} ({RunningProgram.LastOutput(folder)})");
        }
    }

    private sealed record Outcome(string Name, Sample? Sample, string? Failure);
}
