using System.ComponentModel;
using System.Globalization;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>What a new process does between fork and the program: things only it can do for itself.</summary>
/// <remarks>
/// It goes to its directory and into its cgroup, lowers its limits, learns its own id for <c>LISTEN_PID</c> and asks to be killed
/// with its parent. It is a shell script since .NET can run no code between fork and exec; it replaces itself, so the id stays.
/// </remarks>
internal static class LaunchScript
{
    /// <summary>The exit code of a process that could not be brought to its start.</summary>
    public const int CouldNotLaunch = 126;

    private const string Text =
        """
        cd -- "$1" || exit 126
        [ -z "$2" ] || echo 0 > "$2" || exit 126
        [ -z "$3" ] || ulimit -n "$3" || exit 126
        [ -z "$LISTEN_FDS" ] || { LISTEN_PID=$$; export LISTEN_PID; }
        shift 3
        exec "$@"
        """;

    private static readonly string[] DeathSignal = ["setpriv", "--pdeathsig", "KILL", "--"];

    private static readonly Lazy<bool> CanSetDeathSignal = new(TrySetDeathSignal);

    /// <summary>Whether a child can be bound to the life of its supervisor by the kernel; else the guardian alone sees to it.</summary>
    public static bool BindsToParent => CanSetDeathSignal.Value;

    /// <summary>The command that launches <paramref name="command"/>.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> command, string directory, ControlGroup? group, long? files) =>
    [
        "/bin/sh", "-c", Text, "prunella-launch", directory, group?.Members ?? "", files?.ToString(CultureInfo.InvariantCulture) ?? "",
        .. BindsToParent ? DeathSignal : [], .. command,
    ];

    private static bool TrySetDeathSignal()
    {
        try
        {
            var environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" };
            using var silence = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
            int nothing = (int)silence.DangerousGetHandle();
            int pid = ProcessSpawner.Start(new SpawnRequest([.. DeathSignal, "true"], environment, [nothing, nothing, nothing]));
            return ChildProcess.Reap(pid) is { Code: 0 };
        }
        catch (Win32Exception)
        {
            return false; // there is no setpriv here
        }
    }
}
