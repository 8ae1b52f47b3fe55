using System.Runtime.InteropServices;

namespace Prunella.Bench.Resilience;

/// <summary>Processor time of the calling thread: what others do on the machine does not count.</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuClock = 3; // CLOCK_THREAD_CPUTIME_ID

    public static long Nanoseconds
    {
        get
        {
            _ = clock_gettime(ThreadCpuClock, out Timespec now);
            return now.Seconds * 1_000_000_000 + now.Nanoseconds;
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int clock_gettime(int clock, out Timespec now);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
