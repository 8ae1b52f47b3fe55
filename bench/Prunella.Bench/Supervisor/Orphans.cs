using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>What is left of a tree of processes after each way to end it: two of the tree forked twice and left the session.</summary>
internal sealed class Orphans : IMeasurement
{
    private const int Grandchildren = 2;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    public string Name => "processes left over";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        StampingChild child = await StampingChild.BuildAsync(bench);
        if (!child.IsNative)
            throw new InvalidOperationException("no C compiler for a child that forks twice");

        Table table = new("Processes left over 3 s after the end, of a tree of 3", "what ended", "left");
        (string How, int Signal, bool HitsAgent)[] ways = Ways();
        int[] left = await Task.WhenAll(ways.Select(way => CountAsync(way.How, way.Signal, way.HitsAgent, child, bench, cancellationToken)));
        foreach (((string how, _, _), int count) in ways.Zip(left))
            table.Row(how, Number.Show(count));

        report.Add(table);
        report.Set("orphans", left.Sum());
    }

    private static (string How, int Signal, bool HitsAgent)[] Ways() =>
    [
        ("supervisor stopped (SIGTERM)", LinuxSignals.Terminate, true),
        ("supervisor killed (SIGKILL)", LinuxSignals.Kill, true),
        ("child killed (SIGKILL), replaced", LinuxSignals.Kill, false),
    ];

    private static async Task<int> CountAsync(string how, int signal, bool hitsAgent, StampingChild child, Bench bench, CancellationToken cancellationToken)
    {
        const int tree = 1 + Grandchildren;
        string folder = Path.Combine(bench.Folder, "orphans", $"{signal}-{hitsAgent}");
        PrunellaRun ours = new();
        StampFile stamps = new(Path.Combine(folder, "stamps"), () => ours.HasEnded);
        if (ours.Missing is { } reason)
            throw new InvalidOperationException(reason);
        try
        {
            await ours.StartAsync(folder, child.Command(stamps.Path, Grandchildren));
            IReadOnlyList<Stamp> begun = await stamps.WaitAsync(tree, StartLimit, cancellationToken);
            if (!LinuxSignals.Send(hitsAgent ? ours.Agent.Id : begun[0].Pid, signal))
                throw new InvalidOperationException($"'{how}': the process ended by itself ({RunningProgram.LastOutput(folder)})");
            if (!hitsAgent)
                _ = await stamps.WaitAsync(2 * tree, StartLimit, cancellationToken);
            await Task.Delay(EndLimit, cancellationToken);
            return begun.Select(static process => process.Pid).Intersect(Leftovers.Of(folder)).Count();
        }
        finally
        {
            await ours.StopAsync();
            _ = await Leftovers.EndAsync(folder);
        }
    }
}
