using System.Globalization;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>A cgroup v2 of ours: whatever is born in it stays in it, so that it can be killed whole.</summary>
internal sealed class ControlGroup
{
    private const string Prefix = "prunella-";
    private static readonly string[] LimitControllers = ["cpu", "memory", "pids"];

    private ControlGroup(string path) => Path = path;

    /// <summary>Its directory.</summary>
    public string Path { get; }

    /// <summary>The file that takes a process in.</summary>
    public string Members => System.IO.Path.Combine(Path, "cgroup.procs");

    /// <summary>Why there is none, for <c>doctor</c>; null where one can be made.</summary>
    public static string? WhyUnavailable()
    {
        if (OwnDirectory() is not { } own)
            return "no cgroup v2 hierarchy is mounted";
        try
        {
            string trial = System.IO.Path.Combine(own, $"{Prefix}trial-{Environment.ProcessId}");
            _ = Directory.CreateDirectory(trial);
            bool canKill = File.Exists(System.IO.Path.Combine(trial, "cgroup.kill"));
            Directory.Delete(trial);
            return canKill ? null : "the kernel has no cgroup.kill (Linux 5.14)";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{own} can not be written: {error.Message}";
        }
    }

    /// <summary>A group for this supervisor beneath its own; null where the system gives none.</summary>
    /// <param name="id">Unique among the supervisors of this machine.</param>
    public static ControlGroup? TryCreateRoot(string id)
    {
        if (WhyUnavailable() is not null)
            return null;
        ControlGroup? root = TryCreate(System.IO.Path.Combine(OwnDirectory()!, Prefix + id));
        foreach (string controller in LimitControllers)
            root?.TryEnable(controller); // where they were not given to us, limits are not kept, and TrySet says so
        return root;
    }

    /// <summary>Kills and takes away the groups of supervisors that are no more, should their guardians have died with them.</summary>
    public static void SweepAbandoned()
    {
        if (OwnDirectory() is not { } own || !Directory.Exists(own))
            return;
        foreach (string path in Directory.EnumerateDirectories(own, Prefix + "*"))
        {
            // prunella-<process id>-<start time>.<number>: the first two name a process for good.
            string[] parts = System.IO.Path.GetFileName(path).Split('-');
            if (parts.Length == 3 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int pid)
                && ProcessFiles.StartTime(pid)?.ToString(CultureInfo.InvariantCulture) != parts[2].Split('.')[0])
            {
                var group = new ControlGroup(path);
                group.Kill();
                _ = group.TryDelete();
            }
        }
    }

    /// <summary>A group within this one; null where the kernel refuses.</summary>
    public ControlGroup? TryCreateChild(string name) => TryCreate(System.IO.Path.Combine(Path, name));

    /// <summary>Writes a limit, as <c>memory.max</c>.</summary>
    /// <returns>Whether the kernel took it: it does not where the controller is missing.</returns>
    public bool TrySet(string file, string value)
    {
        string path = System.IO.Path.Combine(Path, file);
        return File.Exists(path) && TryWrite(path, value);
    }

    /// <summary>Kills all that lives in it and beneath it.</summary>
    public void Kill() => _ = TryWrite(System.IO.Path.Combine(Path, "cgroup.kill"), "1");

    /// <summary>Whether nothing lives in it or beneath it.</summary>
    public bool IsEmpty()
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(Path, "cgroup.events")).Contains("populated 0", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true; // it is gone
        }
    }

    /// <summary>Takes it away, with those beneath it.</summary>
    /// <returns>False while something still lives in it.</returns>
    public bool TryDelete()
    {
        try
        {
            foreach (string child in Directory.EnumerateDirectories(Path))
            {
                if (!new ControlGroup(child).TryDelete())
                    return false;
            }

            Directory.Delete(Path); // files of a cgroup are not entries to be deleted
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Asks the kernel to give a controller to the groups within this one.
    private void TryEnable(string controller) => _ = TryWrite(System.IO.Path.Combine(Path, "cgroup.subtree_control"), "+" + controller);

    private static ControlGroup? TryCreate(string path)
    {
        try
        {
            _ = Directory.CreateDirectory(path);
            return new ControlGroup(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Not a FileStream: that asks the kernel for locks and positions, and this lies between the end of a process and its successor.
    private static bool TryWrite(string path, string value)
    {
        using Descriptor? file = Descriptor.TryOpenToWrite(path);
        return file?.TryWrite(System.Text.Encoding.ASCII.GetBytes(value)) == true;
    }

    private static string? OwnDirectory()
    {
        // A line of mountinfo: "36 35 0:31 / /sys/fs/cgroup rw … - cgroup2 cgroup2 rw"; the mount point is the fifth field.
        string? mount = ProcessFiles.Lines("/proc/self/mountinfo")
            .FirstOrDefault(static line => line.Contains(" - cgroup2 ", StringComparison.Ordinal))?.Split(' ')[4];
        string? own = ProcessFiles.Lines("/proc/self/cgroup").FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        return mount is null || own is null ? null : System.IO.Path.Join(mount, own);
    }
}
