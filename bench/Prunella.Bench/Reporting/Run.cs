using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Prunella.Bench.Reporting;

/// <summary>When, where and from what state of the code figures come.</summary>
internal sealed record Run(string Command, string Date, string Commit, string Processor, int Cores, string Kernel, string Runtime, string Load)
{
    public static Run Describe(string root, string command, TimeProvider time) => new(
        command,
        time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        CommitOf(root),
        Field("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        $"{RuntimeInformation.OSDescription}, Linux {FirstLine("/proc/sys/kernel/osrelease")}",
        RuntimeInformation.FrameworkDescription,
        string.Join(' ', FirstLine("/proc/loadavg").Split(' ').Take(3)));

    private static string CommitOf(string root)
    {
        string hash = Git(root, "rev-parse", "--short=12", "HEAD");
        return hash.Length == 0 ? "unknown" : Git(root, "status", "--porcelain", "--untracked-files=no", "--", "src", "bench").Length == 0 ? hash : $"{hash}, with changes";
    }

    private static string Git(string root, params string[] arguments)
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true })!;
            string output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // there is no git here
        }
    }

    private static string Field(string file, string name) =>
        File.Exists(file) && File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : "unknown";

    private static string FirstLine(string file) => File.Exists(file) ? File.ReadLines(file).First() : "unknown";
}
