using System.Globalization;
using System.Text;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>What the supervisor itself costs while 50 children do nothing: processor time and memory.</summary>
/// <remarks>All its own processes count: the agent, the guardian, and the shells at the brink of the next launch. The children do not.</remarks>
internal sealed class IdleCost : IMeasurement
{
    private const int Children = 50;

    public string Name => "cost with 50 idle children";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        TimeSpan span = TimeSpan.FromSeconds(bench.Short ? 8 : 60);
        string folder = Path.Combine(bench.Folder, "idle");
        _ = Directory.CreateDirectory(folder);
        StampingChild child = await StampingChild.BuildAsync(bench);
        string file = Path.Combine(folder, "stamps");
        string manifest = Path.Combine(folder, "prunella.yaml");
        await File.WriteAllTextAsync(manifest, Manifest(child.Command(file)), cancellationToken);
        using RunningProgram agent = PrunellaTool.Start(folder, "up", manifest);
        try
        {
            StampFile stamps = new(file, () => agent.HasExited);
            HashSet<int> children = [.. (await stamps.WaitAsync(Children, TimeSpan.FromSeconds(30), cancellationToken)).Select(static stamp => stamp.Pid)];
            await Task.Delay(TimeSpan.FromSeconds(bench.Short ? 3 : 40), cancellationToken); // past the start, in which the runtime compiles
            int[] own = [.. Leftovers.Of(folder).Where(pid => !children.Contains(pid))];
            TimeSpan before = ProcessCost.ProcessorTime(own);
            await Task.Delay(span, cancellationToken);
            double cpu = (ProcessCost.ProcessorTime(own) - before) / span * 100;
            double megabytes = own.Sum(ProcessCost.ProportionalKilobytes) / 1024.0;

            Table table = new($"The supervisor with {Children} idle children, over {span.TotalSeconds} s", "cost", "value");
            table.Row("% of one core", Number.Show(cpu));
            table.Row("MB (PSS)", Number.Show(megabytes));
            table.Row("own processes: agent, guardian, launches that wait", Number.Show(own.Length));
            table.Row("MB (PSS) of the agent alone", Number.Show(ProcessCost.ProportionalKilobytes(AgentOf(own)) / 1024.0));
            report.Add(table);
            report.Set("idle50_cpu_percent", cpu);
            report.Set("idle50_mb", megabytes);
        }
        catch (TimeoutException error)
        {
            throw new InvalidOperationException($"{error.Message} ({RunningProgram.LastOutput(folder)})", error);
        }
        finally
        {
            await agent.StopAsync();
        }
    }

    private static string Manifest(IReadOnlyList<string> command)
    {
        StringBuilder yaml = new("project: idle\nservices:\n");
        for (int number = 1; number <= Children; number++)
            _ = yaml.Append(CultureInfo.InvariantCulture, $"  child-{number}:\n    command: [{string.Join(", ", command.Select(static word => $"\"{word}\""))}]\n");
        return yaml.ToString();
    }

    // The one with the most memory: the helpers are shells.
    private static int AgentOf(int[] processes) => processes.MaxBy(ProcessCost.ProportionalKilobytes);
}
