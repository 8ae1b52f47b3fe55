namespace Prunella.Resilience;

/// <summary>Judges slices of calls: is the dependency worse than usual, and is it so bad that calling it does more harm than good?</summary>
/// <remarks>
/// Two sliced, clipped CUSUM charts on the learned baseline p0: one for a rise to max(3·p0, p0 + 25 points), one for an outage (95 %).
/// The threshold gives one false alarm in about 60 days for each chart, whatever the traffic.
/// Where failures come in runs, each call is worth less as evidence, by the learned dispersion. Not thread-safe: its owner takes turns.
/// </remarks>
internal sealed class FailureDetector(FailureBaseline baseline, OutcomeDispersion dispersion)
{
    private const double DaysToFalseAlarm = 60;
    private const double OutageShare = 0.95;
    private const double RateMemory = 60; // seconds
    private const double HarmHalfSeconds = 2;
    private const double HarmHalfCalls = 20;
    private const double HarmStandardErrors = 2.6;
    private const double HarmLeastFailures = 6;

    private BernoulliChart _rise;
    private BernoulliChart _outage;
    private double _rateCalls;
    private double _rateSeconds;
    private double _calls;
    private double _failures;
    private double _clip = double.PositiveInfinity;

    /// <summary>The evidence at which the alarm is raised, in nats.</summary>
    public double Threshold { get; private set; } = 20;

    /// <summary>The evidence of the stronger chart, as a share of the threshold.</summary>
    public double Evidence => Math.Max(_rise.Sum, _outage.Sum) / Threshold;

    /// <summary>The dependency is worse than usual. Ends when the evidence has fallen to half.</summary>
    public bool Alarmed { get; private set; }

    /// <summary>Calls, failures and the least share of failures that is certain, since things went wrong.</summary>
    public (double Calls, double Failures, double LeastShare) Harm => (_calls, _failures, LeastShare(_calls, _failures));

    /// <summary>Takes in one slice.</summary>
    /// <param name="calls">Calls that ended in it.</param>
    /// <param name="failures">What they weigh as failures, from 0 to <paramref name="calls"/>.</param>
    /// <param name="seconds">Time since the slice before it ended.</param>
    /// <param name="blipSlices">How many bad slices are the least evidence.</param>
    /// <param name="suspicion">What others say against the dependency, from 0 to 1; at 1 half the evidence will do.</param>
    public void Take(double calls, double failures, double seconds, int blipSlices, double suspicion = 0)
    {
        double unsuspected = ThresholdFor(calls, seconds);
        Threshold = unsuspected * (1 - suspicion / 2);
        _clip = unsuspected / blipSlices; // the same for all: a suspected one needs fewer bad slices
        double p0 = baseline.Share;
        double worth = 1 / dispersion.Factor;
        _rise.Add((calls - failures) * worth, failures * worth, p0, Risen(p0), Threshold, _clip);
        _outage.Add((calls - failures) * worth, failures * worth, p0, OutageShare, Threshold, _clip);
        Remember(calls, failures, seconds);
        Alarmed = Evidence >= (Alarmed ? 0.5 : 1);
        // What is learned while something is wrong would make the wrong usual.
        if (Evidence <= 0.5)
        {
            baseline.Learn(calls, failures);
            dispersion.Learn(calls, failures, p0);
        }
        else
        {
            dispersion.Skip();
        }
    }

    /// <summary>Whether one more bad slice would raise the alarm.</summary>
    public bool IsOnBrink => !Alarmed && _rise.Sum >= Threshold - _clip;

    /// <summary>Raises the alarm if the slice that is still under way is bad enough already: then there is nothing to wait for.</summary>
    public bool TryRaiseEarly(double calls, double failures)
    {
        double p0 = baseline.Share;
        BernoulliChart rise = _rise;
        double worth = 1 / dispersion.Factor;
        rise.Add((calls - failures) * worth, failures * worth, p0, Risen(p0), Threshold, _clip);
        return Alarmed |= rise.Sum >= Threshold;
    }

    /// <summary>Whether it looks like an outage, and at least <paramref name="share"/> of the calls fails for certain.</summary>
    /// <remarks>The share alone would not do: asked every 100 ms, chance says yes sooner or later where nearly half of the calls fail.</remarks>
    public bool IsHarmful(double share) =>
        _outage.Sum >= Threshold && _failures >= HarmLeastFailures - 0.01 && LeastShare(_calls, _failures) > share;

    internal static double LeastShare(double calls, double failures)
    {
        double share = (failures + 1) / (calls + 2);
        return share - HarmStandardErrors * Math.Sqrt(share * (1 - share) / (calls + 3));
    }

    private static double Risen(double p0) => Math.Max(3 * p0, p0 + 0.25);

    private double ThresholdFor(double calls, double seconds)
    {
        double keep = Math.Exp(-seconds / RateMemory);
        _rateCalls = _rateCalls * keep + calls;
        _rateSeconds = _rateSeconds * keep + seconds;
        double rate = _rateCalls / Math.Max(_rateSeconds, 1);
        return Math.Log(Math.Max(rate, 0.1) * 86_400 * DaysToFalseAlarm);
    }

    // The window begins where the outage chart left zero, which is when the outage began, and forgets, so that a long
    // partial failure does not hide a later total one. It forgets by the slower of two clocks: few calls are kept longer.
    private void Remember(double calls, double failures, double seconds)
    {
        if (_outage.Sum <= 0)
        {
            _calls = 0;
            _failures = 0;
            return;
        }

        double keep = double.Exp2(-Math.Min(seconds / HarmHalfSeconds, calls / HarmHalfCalls));
        _calls = _calls * keep + calls;
        _failures = _failures * keep + failures;
    }
}
