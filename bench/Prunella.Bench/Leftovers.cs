using System.Globalization;
using System.Text;

namespace Prunella.Bench;

/// <summary>The processes of a run: those that have its folder in their command line, environment or working directory.</summary>
internal static class Leftovers
{
    /// <summary>The process ids, but not our own.</summary>
    public static IReadOnlyList<int> Of(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != Environment.ProcessId && Belongs(pid, folder))];

    /// <summary>Waits at most 5 s for all to be gone, then kills those that are not.</summary>
    /// <returns>The command lines of those that had to be killed.</returns>
    public static async Task<IReadOnlyList<string>> EndAsync(string folder)
    {
        IReadOnlyList<int> left = Of(folder);
        for (int turn = 0; turn < 50 && left.Count > 0; turn++)
        {
            await Task.Delay(100);
            left = Of(folder);
        }

        string[] commands = [.. left.Select(CommandOf)];
        foreach (int pid in left)
            _ = LinuxSignals.Send(pid, LinuxSignals.Kill);
        return commands;
    }

    private static string CommandOf(int pid)
    {
        try
        {
            return Text($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
        }
        catch (IOException)
        {
            return "ended just now";
        }
    }

    private static bool Belongs(int pid, string folder)
    {
        try
        {
            // A zombie has no command line and no directory; it runs no more.
            return Text($"/proc/{pid}/cmdline").Contains(folder, StringComparison.Ordinal)
                || Text($"/proc/{pid}/environ").Contains(folder, StringComparison.Ordinal)
                || new FileInfo($"/proc/{pid}/cwd").LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // it ended while we looked, or it is another user's
        }
    }

    private static string Text(string path) => Encoding.UTF8.GetString(File.ReadAllBytes(path));
}
