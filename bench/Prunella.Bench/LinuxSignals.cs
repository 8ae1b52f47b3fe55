using System.Runtime.InteropServices;

namespace Prunella.Bench;

/// <summary>Signals, sent at once and without a lookup of the process.</summary>
internal static partial class LinuxSignals
{
    public const int Hangup = 1;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <returns>False where there is no such process any more.</returns>
    public static bool Send(int pid, int signal) => kill(pid, signal) == 0;

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int pid, int signal);
}
