namespace Prunella.Bench.Supervisor.Peers;

/// <summary>runit: <c>runsvdir</c> with one service directory.</summary>
internal sealed class Runit : IPeerSupervisor
{
    private RunningProgram? _runsvdir;

    public string Name => "runit";

    public string? Missing => SearchPath.Find("runsvdir") is null ? "runsvdir is not installed" : null;

    public bool HasEnded => _runsvdir?.HasExited == true;

    public Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        string service = Path.Combine(folder, "services", "child");
        _ = Directory.CreateDirectory(service);
        Scripts.Write(Path.Combine(service, "run"), $"exec {Scripts.Quote(command)}");
        _runsvdir = RunningProgram.Start(folder, [SearchPath.Find("runsvdir")!, "-P", Path.Combine(folder, "services")]);
        return Task.CompletedTask;
    }

    // On SIGHUP runsvdir ends every runsv, and they their service.
    public async Task StopAsync() => await (_runsvdir?.StopAsync(LinuxSignals.Hangup) ?? Task.CompletedTask);
}
