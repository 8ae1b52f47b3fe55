using Prunella.Bench.Reporting;

namespace Prunella.Bench.Resilience;

/// <summary>How many good answers come through faults, 100 calls a second, in simulated time.</summary>
internal sealed class FaultRuns : IMeasurement
{
    private const double Rate = 100;
    private const double WarmUp = 60;

    public string Name => "good answers in faults";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        Func<TimeProvider, Gate>[] gates = [static _ => Gate.None(), Gate.Prunella, Gate.PollyDefaults, Gate.PollyTuned];
        Table table = new("Good answers, % of all calls (and failed calls made)", ["fault", .. gates.Select(static gate => gate(TimeProvider.System).Name)]);
        int seed = bench.Random.Next();
        foreach (Fault fault in Fault.All)
        {
            (double Good, int Failed)[] results = [.. gates.Select(gate => Run(fault, gate, seed))];
            table.Row([fault.Name, .. results.Select(static result => $"{Number.Show(result.Good * 100)} ({Number.Show(result.Failed)})")]);
            if (fault == Fault.All[0])
                report.Set("kept_good_at_20_percent_errors", results[1].Good);
            else if (fault == Fault.All[2])
                report.Set("kept_good_outage", results[1].Good);
        }

        report.Add(table);
        return Task.CompletedTask;
    }

    private static (double Good, int Failed) Run(Fault fault, Func<TimeProvider, Gate> make, int seed)
    {
        SimulatedClock clock = new();
        Gate gate = make(clock);
        Random random = new(seed);
        int calls = 0, good = 0, failed = 0;
        long tenth = -1;
        int goodHere = 0, badHere = 0;
        while (clock.Seconds < WarmUp + fault.Seconds)
        {
            clock.Seconds += -Math.Log(1 - random.NextDouble()) / Rate;
            double time = clock.Seconds - WarmUp;
            if ((long)(clock.Seconds * 10) != tenth)
                (tenth, goodHere, badHere) = ((long)(clock.Seconds * 10), 0, 0);
            bool answersWell = time < 0 || fault.Answer(time, random.NextDouble(), goodHere, badHere);
            bool made = gate.Call(answersWell);
            if (made && answersWell)
                goodHere++;
            else if (made)
                badHere++;
            if (time < 0)
                continue;
            calls++;
            good += made && answersWell ? 1 : 0;
            failed += made && !answersWell ? 1 : 0;
        }

        return ((double)good / calls, failed);
    }
}
