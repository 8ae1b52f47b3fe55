using System.Globalization;
using System.Net;

namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Ours: <c>prunella up</c> with one service, whose listening socket it holds.</summary>
internal sealed class PrunellaUp(IPEndPoint held) : IPeerSupervisor
{
    private RunningProgram? _agent;

    public string Name => "prunella";

    public string? Missing => PrunellaTool.Missing;

    public bool HasEnded => _agent?.HasExited == true;

    public async Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _ = Directory.CreateDirectory(folder);
        string manifest = Path.Combine(folder, "prunella.yaml");
        await File.WriteAllTextAsync(manifest, string.Create(CultureInfo.InvariantCulture, $"""
            project: bench
            services:
              service:
                command: [{string.Join(", ", command.Select(static word => $"\"{word}\""))}]
                listen: ["{held}"]

            """));
        _agent = RunningProgram.Start(folder, [.. PrunellaTool.Command, "up", manifest, .. PrunellaTool.AnyNumberOfRestarts]);
    }

    public async Task StopAsync() => await (_agent?.StopAsync() ?? Task.CompletedTask);
}
