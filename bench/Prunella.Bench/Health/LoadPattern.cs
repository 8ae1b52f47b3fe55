namespace Prunella.Bench.Health;

/// <summary>A load as customers make it: a tide, days within minutes, with bursts, lulls and no two minutes alike.</summary>
/// <param name="random">Seeded, so that two runs have the same load.</param>
internal sealed class LoadPattern(Random random)
{
    private const double MeanPerSecond = 40;
    private const double Tide = 0.7;
    private const double BurstShare = 0.10;
    private const double LullShare = 0.08;
    private static readonly TimeSpan TideLength = TimeSpan.FromMinutes(20);

    /// <summary>What comes next.</summary>
    /// <param name="since">Time since the run began.</param>
    /// <returns>Requests per second, 1 to 300, and for how long, 5 to 45 s.</returns>
    public (double Rate, TimeSpan Length) Next(TimeSpan since)
    {
        double tide = MeanPerSecond * (1 + Tide * Math.Sin(2 * Math.PI * (since / TideLength)));
        double kind = random.NextDouble();
        return kind switch
        {
            < BurstShare => (Math.Min(300, tide * (3 + 3 * random.NextDouble())), Seconds(5, 15)),
            < BurstShare + LullShare => (1 + 3 * random.NextDouble(), Seconds(10, 40)),
            _ => (tide * (0.7 + 0.6 * random.NextDouble()), Seconds(15, 45)),
        };
    }

    private TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(least + (most - least) * random.NextDouble());
}
