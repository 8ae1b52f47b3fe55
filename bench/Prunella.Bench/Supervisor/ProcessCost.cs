using System.Globalization;

namespace Prunella.Bench.Supervisor;

/// <summary>What processes cost, as the kernel counts it.</summary>
internal static class ProcessCost
{
    /// <summary>The processor time of all of them since they began, exact to 10 ms each.</summary>
    /// <exception cref="IOException">One of them is gone.</exception>
    public static TimeSpan ProcessorTime(params IEnumerable<int> processes) => TimeSpan.FromMilliseconds(10 * processes.Sum(Ticks));

    /// <summary>The memory of a process in KB; a page it shares counts by its share.</summary>
    /// <exception cref="IOException">It is gone.</exception>
    public static long ProportionalKilobytes(int pid) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/smaps_rollup").Single(static line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);

    // /proc/<pid>/stat, fields 14 and 15: user and system time. The name in field 2 may contain spaces.
    private static long Ticks(int pid)
    {
        string text = File.ReadAllText($"/proc/{pid}/stat");
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
