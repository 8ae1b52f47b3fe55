using System.Globalization;

namespace Prunella.Bench.Supervisor.Peers;

/// <summary>pm2 in fork mode, from npm, with a home of its own.</summary>
internal sealed class Pm2(string root) : IPeerSupervisor
{
    private readonly string _program = Path.Combine(root, "artifacts", "peers", "pm2", "node_modules", ".bin", "pm2");
    private string _folder = "";
    private int _daemon;

    public string Name => "pm2";

    public string? Missing => File.Exists(_program) ? null : "pm2 is not installed";

    // Its daemon is not our child.
    public bool HasEnded => _daemon != 0 && !Directory.Exists($"/proc/{_daemon}");

    public async Task StartAsync(string folder, IReadOnlyList<string> command)
    {
        _folder = folder;
        await RunningProgram.RunAsync(folder,
            [_program, "start", command[0], "--name", "child", "--interpreter", "none", "--", .. command.Skip(1)], Environment());
        _daemon = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "home", "pm2.pid")), CultureInfo.InvariantCulture);
    }

    public async Task StopAsync()
    {
        if (_folder.Length > 0)
            await RunningProgram.RunAsync(_folder, [_program, "kill"], Environment());
    }

    private Dictionary<string, string> Environment() => new() { ["PM2_HOME"] = Path.Combine(_folder, "home"), ["PM2_DISABLE_VERSION_CHECK"] = "true" };
}
