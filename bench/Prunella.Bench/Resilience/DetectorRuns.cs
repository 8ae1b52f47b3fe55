using Prunella.Bench.Reporting;
using Prunella.Resilience;

namespace Prunella.Bench.Resilience;

/// <summary>How often the shipped breaker errs on healthy traffic, and how soon it notices faults, in simulated time.</summary>
internal sealed class DetectorRuns : IMeasurement
{
    private const double Patience = 60;
    private static readonly double[] Severities = [0.3, 0.6, 1];

    public string Name => "detector";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        Table table = new(
            "Detector: alarm after … s (median; missed within 60 s), failed calls until the alarm at 100 %",
            "workload", "false trips/day", "false alarms/day", "to 30 %", "to 60 %", "to 100 %", "failed calls", "open after s");
        double worst = 0;
        Dictionary<string, Onsets[]> all = [];
        foreach (Workload workload in Workload.All)
        {
            (double trips, double alarms) = Healthy(workload, new Random(bench.Random.Next()), bench.Short);
            worst = Math.Max(worst, trips);
            int onsets = bench.Short ? 20 : 200;
            int seed = bench.Random.Next();
            Onsets[] faults = [.. Severities.Select(failing => Onsets.Run(workload, failing, onsets, Patience, new Random(seed)))];
            all[workload.Name] = faults;
            table.Row(
                workload.Name, Number.Show(trips), Number.Show(alarms), faults[0].Show(), faults[1].Show(), faults[2].Show(),
                faults[2].FailedCalls, faults[2].OpenAfter);
        }

        report.Add(table);
        (Table beside, int worse) = Study.Compare(all);
        report.Add(beside);
        report.Set("detector_cells_worse_than_study", worse);
        report.Set("detector_false_trips_per_day", worst);
        return Task.CompletedTask;
    }

    private static (double Trips, double Alarms) Healthy(Workload workload, Random random, bool isShort)
    {
        double hours = Math.Clamp((isShort ? 300_000 : 3_000_000) / workload.Rate / 3600, isShort ? 0.3 : 4, 240);
        SimulatedClock clock = new();
        CircuitBreaker breaker = new("simulated", null, clock);
        int alarms = 0;
        bool alarmed = false;
        while (clock.Seconds < hours * 3600)
        {
            clock.Seconds += workload.NextIn(clock.Seconds, random);
            bool fails = workload.Fails(clock.Seconds, random);
            if (breaker.TryEnter(out CircuitPass pass))
                breaker.Report(pass, fails ? OutcomeKind.Error : OutcomeKind.Success);
            if (breaker.Alarmed && !alarmed)
                alarms++;
            alarmed = breaker.Alarmed;
        }

        return (breaker.Trips / hours * 24, alarms / hours * 24);
    }
}
