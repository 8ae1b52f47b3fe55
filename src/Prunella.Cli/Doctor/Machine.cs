using System.Runtime.InteropServices;
using Prunella.Cli.Shell;
using Prunella.Supervisor;

namespace Prunella.Cli.Doctor;

/// <summary>Looks at what healing needs from the machine.</summary>
internal sealed partial class Machine(CliContext context)
{
    private const int WriteAccess = 2; // W_OK of access(2)
    private static readonly string[] NeededControllers = ["cpu", "memory", "pids"];
    private static readonly Version PidfdKernel = new(5, 4);

    public IReadOnlyList<CheckResult> Check() =>
        [System(), Pidfd(), Cgroup(), Controllers(), SetPriv(), Hold(), Pressure(), OpenFiles(), Clock(), Runtime(), SocketPath()];

    private static CheckResult System() => OperatingSystem.IsLinux()
        ? new("system", true, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}")
        : new("system", false, RuntimeInformation.OSDescription, "The supervisor needs Linux; the library works here, without an agent.");

    private static CheckResult Pidfd() => Environment.OSVersion.Version >= PidfdKernel
        ? new("pidfd", true, $"kernel {Environment.OSVersion.Version}")
        : new("pidfd", false, $"kernel {Environment.OSVersion.Version}", $"Before {PidfdKernel} the end of a process can not be waited for without a race; update the kernel.");

    private static CheckResult Cgroup()
    {
        if (CgroupFolder() is not { } folder)
            return new("cgroup", false, "no cgroup v2", "Descendants that leave a service's session can survive it. Mount cgroup v2.");
        return IsWritable(folder)
            ? new("cgroup", true, $"{folder} can be written")
            : new("cgroup", false, $"{folder} can not be written", "Descendants that leave a service's session can survive it. Run under systemd with Delegate=yes, or as root.");
    }

    private static CheckResult Controllers()
    {
        string[] found = CgroupFolder() is { } folder ? Read(Path.Combine(folder, "cgroup.controllers"))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [] : [];
        string[] missing = [.. NeededControllers.Except(found, StringComparer.Ordinal)];
        return missing.Length == 0
            ? new("controllers", true, string.Join(", ", found))
            : new("controllers", false, $"without {string.Join(", ", missing)}",
                string.Join(" ", missing.Select(static name => name switch
                {
                    "cpu" => "limits.cpu is not enforced.",
                    "memory" => "limits.memory is measured once a second instead.",
                    _ => "limits.processes is not enforced.",
                })));
    }

    private CheckResult SetPriv()
    {
        string? found = (context.Environment("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, "setpriv")).FirstOrDefault(File.Exists);
        return found is not null
            ? new("setpriv", true, found)
            : new("setpriv", false, "not found", "Needed to try by hand what the supervisor does to a child; install util-linux.");
    }

    private static CheckResult Hold() => HeldLaunch.WhyUnavailable is { } reason
        ? new("hold", false, reason, "A restart takes about a millisecond more. Allow ptrace of own children (seccomp profile, kernel.yama.ptrace_scope up to 1).")
        : new("hold", true, "the next process can wait before its first instruction");

    private static CheckResult Pressure() => Read("/proc/pressure/cpu")?.Split('\n')[0] is { Length: > 0 } line
        ? new("pressure", true, $"cpu {line}")
        : new("pressure", false, "no /proc/pressure", "A busy machine is told from a hung service less surely. Boot with psi=1.");

    private static CheckResult OpenFiles()
    {
        // The line of /proc/self/limits: name, soft limit, hard limit, unit.
        string? line = Read("/proc/self/limits")?.Split('\n').FirstOrDefault(static line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string[] fields = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (fields is not [var soft, ..])
            return new("open files", null, "unknown");
        return !long.TryParse(soft, global::System.Globalization.CultureInfo.InvariantCulture, out long limit) || limit >= 1024
            ? new("open files", true, soft)
            : new("open files", false, soft, "Each process needs about eight; raise it with ulimit -n 4096.");
    }

    private static CheckResult Clock() => Read("/sys/devices/system/clocksource/clocksource0/current_clocksource") is { } source
        ? source.Trim() is "jiffies" or "refined-jiffies"
            ? new("clock", false, source.Trim(), "The clock is too coarse to time heartbeats; choose another clocksource.")
            : new("clock", true, source.Trim())
        : new("clock", null, "unknown");

    private CheckResult Runtime()
    {
        string root = RuntimeDirectory.Find(context.Environment).Root;
        if (!OperatingSystem.IsLinux())
            return new("runtime", null, root);
        if (!Directory.Exists(root))
        {
            string parent = root;
            while (!Directory.Exists(parent))
                parent = Path.GetDirectoryName(parent)!;
            return IsWritable(parent)
                ? new("runtime", true, $"{root}, not made yet")
                : new("runtime", false, $"{parent} can not be written", "No agent can start. Set PRUNELLA_RUNTIME_DIR to a directory of your own.");
        }

        return RuntimeDirectory.Fault(root) is { } fault
            ? new("runtime", false, fault, "No agent starts there, since others could speak for you.")
            : new("runtime", true, root);
    }

    private CheckResult SocketPath()
    {
        RuntimeDirectory runtime = RuntimeDirectory.Find(context.Environment);
        try
        {
            _ = runtime.SocketOf(new string('x', 32));
            return new("socket path", true, "short enough");
        }
        catch (ArgumentException)
        {
            return new("socket path", false, $"{runtime.Root} is long", "Sockets of projects with long names do not fit; set PRUNELLA_RUNTIME_DIR to a shorter path.");
        }
    }

    // Hybrid machines mount version 2 below version 1.
    private static string? CgroupFolder()
    {
        string[] mounts = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"];
        if (Array.Find(mounts, static mount => File.Exists(Path.Combine(mount, "cgroup.controllers"))) is not { } root)
            return null;
        string own = Read("/proc/self/cgroup")?.Split('\n').FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal))?[3..] ?? "/";
        string folder = root + own;
        return Directory.Exists(folder) ? folder.TrimEnd('/') : root;
    }

    private static bool IsWritable(string directory) => Access(directory, WriteAccess) == 0;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
