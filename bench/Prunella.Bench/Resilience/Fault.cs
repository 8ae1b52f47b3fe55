namespace Prunella.Bench.Resilience;

/// <summary>How a simulated dependency answers over time.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Seconds">How long it is called.</param>
/// <param name="Answer">Given the time, a draw from [0, 1) and the calls it answered well and badly within this 100 ms: good or not.</param>
internal sealed record Fault(string Name, double Seconds, Func<double, double, int, int, bool> Answer)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("20 % of calls fail", 600, static (_, draw, _, _) => draw >= 0.2),
        new("45 % of calls fail", 600, static (_, draw, _, _) => draw >= 0.45),
        new("60 s outage, then healthy", 180, static (time, _, _, _) => time is < 0 or >= 60),
        new("30 s outage, then cold: 5 to 120/s in 60 s", 180, static (time, _, good, _) => time < 0 || time >= 30 && good < CapacityAt(time)),
        new("the same, failed calls cost as well", 180, static (time, _, good, bad) => time < 0 || time >= 30 && good + bad < CapacityAt(time)),
    ];

    // Calls that are served in 100 ms.
    private static double CapacityAt(double time) => Math.Min(120, 5 + (time - 30) / 60 * 115) / 10;
}
