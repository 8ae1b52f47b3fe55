namespace Prunella.Bench.Resilience;

/// <summary>Healthy traffic: when calls come, and which of them fail all the same.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Rate">Calls per second, on average.</param>
/// <param name="Failing">The share that fails, on average.</param>
internal record Workload(string Name, double Rate, double Failing)
{
    /// <summary>Poisson arrivals and independent failures, as in the study that the detector comes from; then eight that are less kind.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        .. from failing in new[] { 0.001, 0.02, 0.08, 0.12 }
           from rate in new[] { 0.5, 5, 50, 500 }
           select new Workload($"{failing * 100} %, {rate}/s", rate, failing),
        new Bursty("2 %, 5/s in bursts of 1 s", 5, 0.02),
        new Bursty("8 %, 50/s in bursts of 1 s", 50, 0.08),
        new Drifting("1 to 4 % over an hour, 50/s", 50, 0.02),
        new Drifting("4 to 16 % over an hour, 50/s", 50, 0.08),
        new Clustered("2 %, 50/s, failures in runs of 3", 50, 0.02),
        new Clustered("8 %, 50/s, failures in runs of 3", 50, 0.08),
        new Blips("0.1 %, 50/s, all fail for 0.1 to 0.4 s each minute", 50, 0.001),
        new Blips("0.1 %, 500/s, all fail for 0.1 to 0.4 s each minute", 500, 0.001),
    ];

    /// <summary>The time until the next call.</summary>
    public virtual double NextIn(double now, Random random) => -Math.Log(1 - random.NextDouble()) / Rate;

    /// <summary>Whether the call fails.</summary>
    public virtual bool Fails(double now, Random random) => random.NextDouble() < Failing;

    private sealed record Bursty(string Name, double Rate, double Failing) : Workload(Name, Rate, Failing)
    {
        // One second of five times the traffic, then four of silence.
        public override double NextIn(double now, Random random)
        {
            double gap = -Math.Log(1 - random.NextDouble()) / (5 * Rate);
            return (now + gap) % 5 < 1 ? gap : gap + 5 - (now + gap) % 5;
        }
    }

    private sealed record Drifting(string Name, double Rate, double Failing) : Workload(Name, Rate, Failing)
    {
        public override bool Fails(double now, Random random) =>
            random.NextDouble() < Failing * Math.Pow(2, Math.Sin(now * 2 * Math.PI / 3600));
    }

    private sealed record Clustered(string Name, double Rate, double Failing) : Workload(Name, Rate, Failing)
    {
        private bool _failing;

        // A Markov chain: a run of failures lasts three calls on average.
        public override bool Fails(double now, Random random)
        {
            double chance = _failing ? 2.0 / 3 : Failing / (3 * (1 - Failing));
            return _failing = random.NextDouble() < chance;
        }
    }

    private sealed record Blips(string Name, double Rate, double Failing) : Workload(Name, Rate, Failing)
    {
        private double _begins = 60;
        private double _ends = 60.1;

        public override bool Fails(double now, Random random)
        {
            if (now > _ends)
            {
                _begins = now + 30 + 60 * random.NextDouble();
                _ends = _begins + 0.1 + 0.3 * random.NextDouble();
            }

            return now >= _begins || random.NextDouble() < Failing;
        }
    }
}
