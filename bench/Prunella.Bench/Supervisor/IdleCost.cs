using System.Globalization;
using System.Text;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>What the supervisor itself costs while 50 children do nothing: processor time and memory, of all its own processes.</summary>
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
        using RunningProgram agent = RunningProgram.Start(folder, [.. PrunellaTool.Command, "up", manifest]);
        try
        {
            StampFile stamps = new(file, () => agent.HasExited);
            HashSet<int> children = [.. (await stamps.WaitAsync(Children, TimeSpan.FromSeconds(30), cancellationToken)).Select(static stamp => stamp.Pid)];
            await Task.Delay(TimeSpan.FromSeconds(bench.Short ? 3 : 10), cancellationToken); // past the start
            int[] own = [.. Leftovers.Of(folder).Where(pid => !children.Contains(pid))];
            TimeSpan before = CpuOf(own);
            await Task.Delay(span, cancellationToken);
            double cpu = (CpuOf(own) - before) / span * 100;
            double megabytes = own.Sum(ProportionalKilobytes) / 1024.0;

            Table table = new($"The supervisor with {Children} idle children, over {span.TotalSeconds} s", "cost", "value");
            table.Row("% of one core", Number.Show(cpu));
            table.Row("MB (PSS)", Number.Show(megabytes));
            table.Row("own processes", Number.Show(own.Length));
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

    // /proc/<pid>/stat, fields 14 and 15: user and system time in ticks of 10 ms. The name in field 2 may contain spaces.
    private static TimeSpan CpuOf(int[] processes) =>
        TimeSpan.FromMilliseconds(10 * processes.Sum(static pid =>
        {
            string text = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        }));

    // Shared pages count by their share.
    private static long ProportionalKilobytes(int pid) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/smaps_rollup").Single(static line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}
