using System.Globalization;
using System.Runtime.InteropServices;

namespace Prunella.EndToEnd.Support;

/// <summary>Signals, and what /proc says.</summary>
internal static partial class LinuxProcess
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Stop = 19;
    public const int Continue = 18;

    public static void Signal(int pid, int signal) => _ = SendSignal(pid, signal);

    public static bool Lives(int pid) => Directory.Exists($"/proc/{pid}") && !Text($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    public static string CommandLine(int pid) => Text($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();

    /// <summary>The descriptors that a process holds.</summary>
    public static IReadOnlyList<int> Descriptors(int pid) =>
        [.. Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Select(static path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).Order()];

    public static IEnumerable<int> WithVariable(string name, string value) => Directory.EnumerateDirectories("/proc")
        .Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
        .Where(pid => pid > 0 && Text($"/proc/{pid}/environ").Split('\0').Contains($"{name}={value}") && Lives(pid));

    /// <summary>The cgroups of a supervisor's process that are still there.</summary>
    public static IReadOnlyList<string> ControlGroupsOf(int supervisor) =>
        File.ReadLines("/proc/self/mountinfo").FirstOrDefault(static line => line.Contains(" - cgroup2 ", StringComparison.Ordinal)) is { } line
            ? [.. Directory.EnumerateDirectories(line.Split(' ')[4], $"prunella-{supervisor}-*", new EnumerationOptions { RecurseSubdirectories = true })]
            : [];

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // it is gone
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
