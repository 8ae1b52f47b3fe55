using Prunella.Bench.Reporting;
using Prunella.Resilience;

namespace Prunella.Bench.Resilience;

/// <summary>What many onsets of one fault, each on a breaker that knows the workload, came to.</summary>
internal sealed class Onsets
{
    private const int WarmUpCalls = 2000;

    private readonly List<double> _alarms = [];
    private readonly List<double> _opens = [];
    private readonly List<double> _failed = [];
    private int _onsets;

    public string FailedCalls => _failed.Count == 0 ? "–" : Number.Show(new Sample(_failed).Median);

    /// <summary>Median seconds to the alarm; NaN where none came.</summary>
    public double Delay => _alarms.Count == 0 ? double.NaN : new Sample(_alarms).Median;

    public string OpenAfter => _opens.Count * 2 < _onsets ? "–" : Number.Show(new Sample(_opens).Median);

    public static Onsets Run(Workload workload, double failing, int onsets, double patience, Random random)
    {
        Onsets result = new() { _onsets = onsets };
        for (int i = 0; i < onsets; i++)
            result.Add(workload, failing, patience, random);
        return result;
    }

    public string Show()
    {
        if (_alarms.Count == 0)
            return "missed";
        int missed = _onsets - _alarms.Count;
        string median = Number.Show(new Sample(_alarms).Median);
        return missed == 0 ? median : $"{median} ({Number.Show(100.0 * missed / _onsets)} % missed)";
    }

    private void Add(Workload workload, double failing, double patience, Random random)
    {
        SimulatedClock clock = new();
        CircuitBreaker breaker = new("simulated", null, clock);
        for (int call = 0; call < WarmUpCalls; call++)
            _ = Call(workload, workload.Fails(clock.Seconds, random), clock, breaker, random);
        double onset = clock.Seconds + random.NextDouble() / workload.Rate;
        int failed = 0;
        bool alarmed = false;
        while (clock.Seconds < onset + patience)
        {
            bool fails = random.NextDouble() < Math.Max(failing, workload.Failing);
            if (Call(workload, fails, clock, breaker, random) && fails)
                failed++;
            if (breaker.Alarmed && !alarmed)
            {
                alarmed = true;
                _alarms.Add(clock.Seconds - onset);
                _failed.Add(failed);
                if (failing < 1)
                    return;
            }

            if (breaker.State != CircuitState.Closed)
            {
                _opens.Add(clock.Seconds - onset);
                return;
            }
        }
    }

    private static bool Call(Workload workload, bool fails, SimulatedClock clock, CircuitBreaker breaker, Random random)
    {
        clock.Seconds += workload.NextIn(clock.Seconds, random);
        if (!breaker.TryEnter(out CircuitPass pass))
            return false;
        breaker.Report(pass, fails ? OutcomeKind.Error : OutcomeKind.Success);
        return true;
    }
}
