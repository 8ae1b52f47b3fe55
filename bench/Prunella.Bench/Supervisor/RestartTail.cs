using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>Ours alone, killed often enough that a p99 means something.</summary>
internal sealed class RestartTail : IMeasurement
{
    private static readonly TimeSpan Uptime = TimeSpan.FromSeconds(0.35);

    public string Name => "restart after kill -9, many times";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        int kills = bench.Short ? 30 : 200;
        string folder = Path.Combine(bench.Folder, "tail");
        StampingChild child = await StampingChild.BuildAsync(bench);
        PrunellaRun ours = new();
        StampFile stamps = new(Path.Combine(folder, "stamps"), () => ours.HasEnded);
        if (ours.Missing is { } reason)
            throw new InvalidOperationException(reason);
        try
        {
            await ours.StartAsync(folder, child.Command(stamps.Path));
            Sample sample = await new KillSeries(ours, child, stamps).RunAsync(kills, Uptime, bench.Random, cancellationToken);
            Table table = new($"prunella alone, {kills} kills, each after {Uptime.TotalSeconds} s", "quantile", "ms");
            foreach ((string name, double value) in new[] { ("p50", sample.Median), ("p95", sample.Quantile(0.95)), ("p99", sample.Quantile(0.99)), ("max", sample.Max) })
                table.Row(name, Number.Show(value));
            report.Add(table);
            report.Set("restart_p99_ms", sample.Quantile(0.99));
        }
        catch (TimeoutException error)
        {
            throw new InvalidOperationException($"{error.Message} ({RunningProgram.LastOutput(folder)})", error);
        }
        finally
        {
            await ours.StopAsync();
        }
    }
}
