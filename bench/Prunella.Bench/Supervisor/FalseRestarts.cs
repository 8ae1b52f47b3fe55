using System.Globalization;
using System.Net;
using System.Text.Json;
using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor.Peers;

namespace Prunella.Bench.Supervisor;

/// <summary>Two healthy services with the default limits on a machine that has no rest: whatever is restarted is restarted falsely.</summary>
internal sealed class FalseRestarts : IMeasurement
{
    private const int UsualMinutes = 30;
    private const int SpinningThreads = 8;
    private const int ChurningThreads = 4;
    private const int ChurnedMegabytes = 512;
    private const string HeapLimit = "0x80000000"; // 2 GB: a collector that falls behind must not take the machine's memory
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    public string Name => "false restarts under load";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        var span = TimeSpan.FromMinutes(bench.Options.Minutes ?? (bench.Short ? 1 : UsualMinutes));
        string folder = Path.Combine(bench.Folder, "load");
        _ = Directory.CreateDirectory(folder);
        IPEndPoint spinning = BenchService.FreeAddress();
        IPEndPoint churning = BenchService.FreeAddress();
        string manifest = Path.Combine(folder, "prunella.yaml");
        await File.WriteAllTextAsync(manifest, $"project: bench\nservices:\n{Service("spinning", spinning)}{Service("churning", churning)}", cancellationToken);
        using RunningProgram agent = PrunellaTool.Start(folder, "up", manifest);
        try
        {
            await PrunellaTool.WaitUntilHealthyAsync(folder, "bench", agent, StartLimit, cancellationToken);
            int seconds = (int)span.TotalSeconds + 60; // they end by themselves, should we not be there to end them
            await BenchService.AskAsync(spinning, Text($"spin?threads={SpinningThreads}&seconds={seconds}"), cancellationToken);
            await BenchService.AskAsync(churning, Text($"churn?megabytes={ChurnedMegabytes}&threads={ChurningThreads}&seconds={seconds}"), cancellationToken);
            Dictionary<string, Seen> seen = await FollowAsync(folder, agent, span, cancellationToken);
            using JsonDocument incidents = await PrunellaTool.AskAsync(folder, ["incidents", "--all", "--project", "bench"], cancellationToken);
            Tell(report, span, seen, incidents.RootElement);
        }
        finally
        {
            await agent.StopAsync();
        }
    }

    private static string Service(string name, IPEndPoint address) => string.Create(CultureInfo.InvariantCulture, $"""
          {name}:
            command: [{string.Join(", ", BenchService.Command(address.Port).Select(static word => $"\"{word}\""))}]
            listen: ["{address}"]
            ready: notify
            environment:
              DOTNET_GCHeapHardLimit: "{HeapLimit}"

        """);

    private static async Task<Dictionary<string, Seen>> FollowAsync(string folder, RunningProgram agent, TimeSpan span, CancellationToken cancellationToken)
    {
        Dictionary<string, Seen> seen = [];
        long begin = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begin) < span)
        {
            await Task.Delay(Period, cancellationToken);
            if (agent.HasExited)
                throw new InvalidOperationException($"the supervisor has ended ({RunningProgram.LastOutput(folder)})");
            using JsonDocument status = await PrunellaTool.AskAsync(folder, ["status", "--project", "bench"], cancellationToken);
            foreach (JsonElement component in status.RootElement.GetProperty("components").EnumerateArray())
            {
                string name = component.GetProperty("name").GetString()!;
                seen[name] = seen.GetValueOrDefault(name, new Seen()).With(component);
            }
        }

        return seen;
    }

    private static void Tell(Report report, TimeSpan span, Dictionary<string, Seen> seen, JsonElement incidents)
    {
        Table table = new(
            Text($"Two services for {span.TotalMinutes} min: {SpinningThreads} threads that spin; {ChurningThreads} that replace the objects of a {ChurnedMegabytes} MB heap without rest"),
            "service", "restarts", "longest silence ms", "of the pool ms", "cores, mean", "memory MB, most");
        foreach ((string name, Seen service) in seen)
        {
            table.Row(name, Number.Show(service.Restarts), Number.Show(service.Silence.TotalMilliseconds), Number.Show(service.PoolSilence.TotalMilliseconds),
                Number.Show(service.Processor / span), Number.Show(service.MostBytes / 1048576.0));
        }

        report.Add(table);
        foreach (JsonElement incident in incidents.EnumerateArray())
            report.Note($"Incident of {incident.GetProperty("component").GetString()}: {incident.GetProperty("cause").GetString()}");
        report.Set("minutes", span.TotalMinutes);
        report.Set("false_restarts", seen.Values.Sum(static service => service.Restarts));
        report.Set("false_incidents", incidents.GetArrayLength());
        report.Set("longest_silence_ms", seen.Values.Max(static service => service.Silence.TotalMilliseconds));
        report.Set("longest_pool_silence_ms", seen.Values.Max(static service => service.PoolSilence.TotalMilliseconds));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>What the agent told of a service over the run.</summary>
    private sealed record Seen
    {
        public int Restarts { get; private init; }

        public TimeSpan Silence { get; private init; }

        public TimeSpan PoolSilence { get; private init; }

        public long MostBytes { get; private init; }

        /// <summary>What its process has used; the start of it is little beside the load.</summary>
        public TimeSpan Processor { get; private init; }

        public Seen With(JsonElement component) => new()
        {
            Restarts = component.GetProperty("restarts").GetInt32(),
            Silence = Longer(Silence, component.GetProperty("longestSilence")),
            PoolSilence = Longer(PoolSilence, component.GetProperty("longestPoolSilence")),
            MostBytes = Math.Max(MostBytes, component.GetProperty("memoryBytes") is { ValueKind: JsonValueKind.Number } bytes ? bytes.GetInt64() : 0),
            Processor = component.GetProperty("processId") is { ValueKind: JsonValueKind.Number } process ? ProcessCost.ProcessorTime(process.GetInt32()) : Processor,
        };

        private static TimeSpan Longer(TimeSpan before, JsonElement now) =>
            now.ValueKind == JsonValueKind.String && TimeSpan.Parse(now.GetString()!, CultureInfo.InvariantCulture) is var silence && silence > before ? silence : before;
    }
}
