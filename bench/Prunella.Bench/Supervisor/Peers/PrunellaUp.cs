using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Ours: <c>prunella up</c> with one service, whose listening socket it holds.</summary>
/// <param name="held">The socket.</param>
/// <param name="standbys">How many warm processes wait to take over.</param>
internal sealed class PrunellaUp(IPEndPoint held, int standbys) : IPeerSupervisor
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private RunningProgram? _agent;
    private string _folder = "";

    public string Name => "prunella";

    public string? Missing => PrunellaTool.Missing;

    public bool HasEnded => _agent?.HasExited == true;

    public async Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _folder = folder;
        _ = Directory.CreateDirectory(folder);
        string manifest = Path.Combine(folder, "prunella.yaml");
        await File.WriteAllTextAsync(manifest, string.Create(CultureInfo.InvariantCulture, $"""
            project: bench
            services:
              service:
                command: [{string.Join(", ", command.Select(static word => $"\"{word}\""))}]
                listen: ["{held}"]
                ready: notify
                standby: {standbys}

            """));
        _agent = PrunellaTool.Start(folder, ["up", manifest, .. PrunellaTool.AnyNumberOfRestarts]);
    }

    /// <summary>Waits until the last replacement is confirmed and every standby is warm.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        long begin = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            using JsonDocument status = await PrunellaTool.AskAsync(_folder, ["status", "--project", "bench"], cancellationToken);
            JsonElement service = status.RootElement.GetProperty("components").EnumerateArray().Single();
            if (status.RootElement.GetProperty("incidents").GetArrayLength() == 0
                && service.GetProperty("own").GetString() == "healthy" && service.GetProperty("standbyReady").GetInt32() == standbys)
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(begin) > SettleLimit)
                throw new TimeoutException($"no {standbys} warm standbys within {SettleLimit.TotalSeconds} s: {service}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public async Task StopAsync() => await (_agent?.StopAsync() ?? Task.CompletedTask);
}
