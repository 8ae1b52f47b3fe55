using System.ComponentModel;
using System.Globalization;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>What a new process does between fork and the program: things only it can do for itself.</summary>
/// <remarks>
/// It asks to be killed with its parent, goes to its directory and into its cgroup, lowers its limits and learns its own id for
/// <c>LISTEN_PID</c>. Then it waits at its standard input for a line, and becomes the program. Joining a cgroup takes the kernel some
/// ten milliseconds, so a process is brought to that line ahead of need: what is left of a restart is one exec. It is a shell script
/// since .NET can run no code between fork and exec; it replaces itself, so the id stays.
/// </remarks>
internal static class LaunchScript
{
    private const string Text =
        """
        cd -- "$1" || exit 126
        [ -z "$2" ] || echo 0 > "$2" || exit 126
        [ -z "$3" ] || ulimit -n "$3" || exit 126
        [ -z "$LISTEN_FDS" ] || { LISTEN_PID=$$; export LISTEN_PID; }
        shift 3
        read -r _ || exit 0
        exec "$@" < /dev/null
        """;

    private static readonly string[] DeathSignal = ["setpriv", "--pdeathsig", "KILL", "--"];

    private static readonly Lazy<bool> CanSetDeathSignal = new(TrySetDeathSignal);

    /// <summary>Whether a child can be bound to the life of its supervisor by the kernel; else the guardian alone sees to it.</summary>
    public static bool BindsToParent => CanSetDeathSignal.Value;

    /// <summary>A launch of a program that does nothing.</summary>
    public static IReadOnlyList<string> Trial => ["/bin/sh", "-c", Text, "prunella-launch", "/", "", "", "true"];

    /// <summary>The command that launches <paramref name="command"/>.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> command, string directory, ControlGroup? group, long? files) =>
    [
        .. BindsToParent ? DeathSignal : [],
        "/bin/sh", "-c", Text, "prunella-launch", directory, group?.Members ?? "", files?.ToString(CultureInfo.InvariantCulture) ?? "",
        .. command,
    ];

    /// <summary>Whether a process with this command line is still on its way to its program.</summary>
    public static bool IsIn(IReadOnlyList<string> commandLine) => commandLine.Contains(Text, StringComparer.Ordinal);

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
