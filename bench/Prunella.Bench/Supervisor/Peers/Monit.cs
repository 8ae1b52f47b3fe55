namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Monit in the foreground with its shortest cycle, 1 s. It watches a process id file and starts what is gone by a script.</summary>
internal sealed class Monit : IPeerSupervisor
{
    private RunningProgram? _monit;
    private string _folder = "";

    public string Name => "monit";

    public string? Missing => SearchPath.Find("monit") is null ? "monit is not installed" : null;

    public bool HasEnded => _monit?.HasExited == true;

    public async Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _folder = folder;
        _ = Directory.CreateDirectory(folder);
        string pidFile = Path.Combine(folder, "child.pid");
        string start = Path.Combine(folder, "start");
        Scripts.Write(start, $"setsid {Scripts.Quote(command)} </dev/null >/dev/null 2>&1 &\necho $! >'{pidFile}.new' && mv '{pidFile}.new' '{pidFile}'");
        string file = Path.Combine(folder, "monitrc");
        await File.WriteAllTextAsync(file, $"""
            set daemon 1
            set log {folder}/monit.log
            set idfile {folder}/id
            set statefile {folder}/state
            check process child with pidfile {pidFile}
              start program = "{start}"

            """);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite); // it refuses any other
        _monit = RunningProgram.Start(folder, [SearchPath.Find("monit")!, "-I", "-c", file, "-p", Path.Combine(folder, "monit.pid")]);
    }

    public async Task StopAsync()
    {
        await (_monit?.StopAsync() ?? Task.CompletedTask);
        // Monit leaves its services running; and one that it started just now is not in the file of its process id yet.
        foreach (int pid in Leftovers.Of(_folder))
            _ = LinuxSignals.Send(pid, LinuxSignals.Terminate);
    }
}
