using System.Diagnostics;
using System.Text.Json;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Health;

/// <summary>Runs the demo several times, and takes from it when each fault was noticed and when it was healed.</summary>
internal sealed class DemoDetection : IMeasurement
{
    private const int UsualRuns = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public string Name => "faults of the demo";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        List<Seen> seen = [];
        int runs = bench.Short ? 1 : UsualRuns;
        for (int run = 0; run < runs; run++)
            seen.AddRange(await DemoAsync(Path.Combine(bench.Folder, $"demo-{run}"), cancellationToken));

        Table table = new($"Faults of {runs} runs of the demo", "fault", "times", "noticed p50 ms", "noticed max ms", "healthy again p50 ms", "max ms");
        foreach (IGrouping<string, Seen> fault in seen.GroupBy(static each => each.Fault))
        {
            Sample? noticed = Times(fault, static each => each.DetectedMilliseconds);
            Sample? healthy = Times(fault, static each => each.HealthyMilliseconds);
            table.Row(fault.Key, Number.Show(fault.Count()), Show(noticed?.Median), Show(noticed?.Max), Show(healthy?.Median), Show(healthy?.Max));
        }

        report.Add(table);
        report.Set("demo_faults", seen.Count);
        report.Set("demo_healed_percent", 100.0 * seen.Count(static each => each.Healed) / seen.Count);
        if (Times(seen, static each => each.DetectedMilliseconds) is { } detected)
        {
            report.Set("demo_detected_p50_ms", detected.Median);
            report.Set("demo_detected_p99_ms", detected.Quantile(0.99));
        }

        if (Times(seen, static each => each.HealthyMilliseconds) is { } healed)
        {
            report.Set("demo_healed_p50_ms", healed.Median);
            report.Set("demo_healed_max_ms", healed.Max);
        }
    }

    // A demo that healed nothing still tells what it saw, so its exit code is not asked.
    private static async Task<IReadOnlyList<Seen>> DemoAsync(string folder, CancellationToken cancellationToken)
    {
        _ = Directory.CreateDirectory(folder);
        IReadOnlyList<string> command = PrunellaTool.Command("demo", "--json");
        ProcessStartInfo start = new(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach ((string name, string value) in PrunellaTool.Environs(folder))
            start.Environment[name] = value;
        using Process demo = Process.Start(start)!;
        string answer = await demo.StandardOutput.ReadToEndAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
        using JsonDocument result = JsonDocument.Parse(answer);
        return [.. result.RootElement.GetProperty("faults").EnumerateArray().Select(Seen.Read)];
    }

    private static Sample? Times(IEnumerable<Seen> faults, Func<Seen, double?> time)
    {
        double[] values = [.. faults.Select(time).OfType<double>()];
        return values.Length == 0 ? null : new Sample(values);
    }

    private static string Show(double? value) => value is { } known ? Number.Show(known) : "never";

    /// <summary>A fault of the demo, as its JSON tells it.</summary>
    private sealed record Seen(string Fault, bool Healed, double? DetectedMilliseconds, double? HealthyMilliseconds)
    {
        public static Seen Read(JsonElement fault) => new(
            fault.GetProperty("title").GetString()!, fault.GetProperty("healed").GetBoolean(),
            Milliseconds(fault, "detectedMilliseconds"), Milliseconds(fault, "healthyMilliseconds"));

        private static double? Milliseconds(JsonElement fault, string name) =>
            fault.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }
}
