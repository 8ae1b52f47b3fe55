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
        int orphans = 0;
        foreach ((string how, int signal, bool hitsAgent) in Ways())
        {
            int left = await CountAsync(how, signal, hitsAgent, child, bench, cancellationToken);
            table.Row(how, Number.Show(left));
            orphans += left;
        }

        report.Add(table);
        report.Set("orphans", orphans);
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
