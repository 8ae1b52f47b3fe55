using Prunella.Bench.Reporting;

namespace Prunella.Bench.Resilience;

/// <summary>What the prototype of the detector came to in the study that it comes from, beside what ships, for the workloads of which the study gives figures.</summary>
/// <remarks>Poisson arrivals, 200 onsets a cell, 60 s allowed, as here. The study had no false trip in any of these cells, and at most one in four hours with blips.</remarks>
internal static class Study
{
    // The median of 200 delays is good to about this.
    private const double Noise = 0.15;
    private const double Slice = 0.05;

    private static readonly Cell[] Cells =
    [
        new("0.1 %, 0.5/s", 42, 23, 12.7, 7),
        new("2 %, 5/s", 7.8, 3.1, 1.6, 8),
        new("2 %, 50/s", 1.1, 0.65, 0.56, 27),
        new("0.1 %, 500/s", 0.53, 0.51, 0.51, 261),
        new("8 %, 5/s", 19, 5.9, 1.9, 10),
        new("8 %, 50/s", 2.2, 0.79, 0.58, null),
        new("12 %, 50/s", 4.0, 0.91, 0.59, null),
    ];

    /// <summary>The table, and how many of its delays are longer than the study's.</summary>
    /// <param name="faults">By workload: onsets of 30, 60 and 100 % failing calls.</param>
    public static (Table Table, int Worse) Compare(IReadOnlyDictionary<string, Onsets[]> faults)
    {
        Table table = new(
            "Detector beside the prototype of its study: median delay in s (study → here)",
            "workload", "to 30 %", "to 60 %", "to 100 %", "failed calls", "worse");
        int all = 0;
        foreach (Cell cell in Cells)
        {
            Onsets[] here = faults[cell.Workload];
            (double Study, double Here)[] delays = [(cell.To30, here[0].Delay), (cell.To60, here[1].Delay), (cell.To100, here[2].Delay)];
            int worse = delays.Count(static delay => !(delay.Here <= delay.Study * (1 + Noise) + Slice));
            all += worse;
            table.Row(
                cell.Workload, Pair(delays[0]), Pair(delays[1]), Pair(delays[2]),
                $"{(cell.FailedCalls is { } failed ? Number.Show(failed) : "–")} → {here[2].FailedCalls}", Number.Show(worse));
        }

        return (table, all);
    }

    private static string Pair((double Study, double Here) delay) => $"{Number.Show(delay.Study)} → {Number.Show(delay.Here)}";

    private sealed record Cell(string Workload, double To30, double To60, double To100, double? FailedCalls);
}
