namespace Prunella.Bench.Supervisor.Peers;

/// <summary>supervisord in the foreground, without its control socket.</summary>
internal sealed class Supervisord : IPeerSupervisor
{
    private RunningProgram? _supervisord;

    public string Name => "supervisord";

    public string? Missing => SearchPath.Find("supervisord") is null ? "supervisord is not installed" : null;

    public bool HasEnded => _supervisord?.HasExited == true;

    public async Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _ = Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "supervisord.conf");
        await File.WriteAllTextAsync(file, $"""
            [supervisord]
            nodaemon=true
            logfile={folder}/supervisord.log
            pidfile={folder}/supervisord.pid
            childlogdir={folder}
            [program:child]
            command={string.Join(' ', command.Select(static word => $"\"{word}\""))}
            autorestart=true

            """);
        _supervisord = RunningProgram.Start(folder, [SearchPath.Find("supervisord")!, "-n", "-c", file]);
    }

    public async Task StopAsync() => await (_supervisord?.StopAsync() ?? Task.CompletedTask);
}
