using System.Globalization;

namespace Prunella.Supervisor;

/// <summary>What <c>/proc</c> says of processes. Absent, unreadable or vanished counts as unknown.</summary>
internal static class ProcessFiles
{
    private static readonly long PageSize = Environment.SystemPageSize;

    /// <summary>The lines of a small file of the kernel; none where it can not be read.</summary>
    public static string[] Lines(string path) => Text(path)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>When a process started, in clock ticks since boot: with the id, the identity of a process. Null where there is none.</summary>
    public static long? StartTime(int pid) => StatField(pid, 22);

    /// <summary>Whether a process is stopped by a signal (T).</summary>
    public static bool IsStopped(int pid) => Stat(pid) is ["T" or "t", ..];

    /// <summary>Processor time used by a process since it started, in clock ticks (100 a second). Null where there is none.</summary>
    public static long? ProcessorTicks(int pid) => StatField(pid, 14) + StatField(pid, 15);

    /// <summary>Resident memory of a process in bytes. Null where there is none.</summary>
    public static long? ResidentBytes(int pid) =>
        Text($"/proc/{pid}/statm")?.Split(' ') is [_, string pages, ..] && long.TryParse(pages, CultureInfo.InvariantCulture, out long count)
            ? count * PageSize
            : null;

    /// <summary>The words a process was started with; none where there is none.</summary>
    public static string[] CommandLine(int pid) => Text($"/proc/{pid}/cmdline")?.Split('\0') ?? [];

    /// <summary>The files that a process has mapped into its memory, each once.</summary>
    public static string[] MappedFiles(int pid) =>
    [
        // A line of maps: "55d0c000-55d0d000 r-xp 00001000 08:01 1234   /usr/bin/cat"; the name is all from the first slash on.
        .. Lines($"/proc/{pid}/maps").Where(static line => line.Contains('/', StringComparison.Ordinal))
            .Select(static line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The processes in whose first environment stands <paramref name="variable"/> (<c>NAME=value</c>).</summary>
    public static IEnumerable<int> WithVariable(string variable)
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int pid)
                && Text($"{directory}/environ") is { } environment
                && environment.Split('\0').Contains(variable, StringComparer.Ordinal))
            {
                yield return pid;
            }
        }
    }

    /// <summary>The value of a variable in the first environment of a process. Null where it has none, or can not be read.</summary>
    public static string? Variable(int pid, string name) =>
        Text($"/proc/{pid}/environ")?.Split('\0').FirstOrDefault(entry => entry.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static long? StatField(int pid, int number) =>
        Stat(pid) is { } fields && fields.Length > number - 3
        && long.TryParse(fields[number - 3], CultureInfo.InvariantCulture, out long value) ? value : null;

    // Fields from the third on: the second, the name in parentheses, may hold spaces and parentheses itself.
    private static string[]? Stat(int pid)
    {
        string? text = Text($"/proc/{pid}/stat");
        int end = text?.LastIndexOf(')') ?? -1;
        return end < 0 ? null : text![(end + 2)..].Split(' ');
    }

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
