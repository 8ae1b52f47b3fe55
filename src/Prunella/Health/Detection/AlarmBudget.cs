namespace Prunella.Health;

/// <summary>The threshold of surprise that keeps alarms by chance within a budget.</summary>
/// <remarks>
/// Two parts. An exponential tail over the surprises seen so far says what is reached as seldom as the budget asks (peaks over threshold, as in
/// Siffer et al., "Anomaly detection in streams with extreme value theory", KDD 2017, with the shape held at 0). And each alarm multiplies the threshold,
/// which falls back at the rate of the budget: whatever the series does, alarms come to at most budget × time + log(largest surprise ÷ least
/// threshold) ÷ log(<see cref="Rise"/>) + 1 (the argument of adaptive conformal inference, Gibbs and Candès, NeurIPS 2021).
/// The tail is trusted up to <see cref="Most"/> only: beyond, it would extrapolate from the days of learning. Mutable struct: keep in one field.
/// </remarks>
internal struct AlarmBudget()
{
    public const double Rise = 1.25;
    public const double Least = 6;
    public const double Most = 25;
    private const double PriorRows = 200, PriorEvents = 2, PriorMean = 2.5;
    private const int MostQuiet = 64;

    private double _threshold;
    private long _quiet;
    private double _rows = PriorRows, _events = PriorEvents, _sum = PriorEvents * PriorMean, _outstanding;

    /// <summary>How many alarms are not yet paid back.</summary>
    public readonly double Outstanding => _outstanding;

    /// <summary>The threshold for a point that stands for <paramref name="share"/> of the budget.</summary>
    /// <param name="share">Alarms allowed for each point, positive.</param>
    public readonly double Threshold(double share)
    {
        double mean = _sum / _events;
        return Math.Clamp(mean * Math.Log(Math.Max(1, _events / _rows / share)), Least, Most) * Math.Pow(Rise, _outstanding);
    }

    /// <summary>Takes a surprise in.</summary>
    /// <param name="surprise">The surprise; 0 for none.</param>
    /// <param name="share">Alarms allowed for each point, positive.</param>
    /// <param name="matters">Whether it would be trouble at all; what is none spends no budget.</param>
    /// <param name="threshold">What an alarm took.</param>
    /// <returns>Whether it is an alarm.</returns>
    public bool Take(double surprise, double share, bool matters, out double threshold)
    {
        // Where nothing is to be compared with it, a threshold of some rows ago will do: it costs a logarithm and a power.
        if (surprise > 0 || _quiet-- <= 0)
            (_threshold, _quiet) = (Threshold(share), MostQuiet);
        threshold = _threshold;
        _rows++;
        _outstanding = Math.Max(0, _outstanding - share);
        if (surprise <= 0)
            return false;

        bool alarm = matters && surprise >= threshold;
        // What raises an alarm teaches the tail no more than its threshold: one incident must not make the next invisible.
        _sum += Math.Min(surprise, threshold);
        _events++;
        if (alarm)
            _outstanding++;
        return alarm;
    }

    /// <summary>What was counted counts half.</summary>
    public void Turn()
    {
        _rows = Math.Max(PriorRows, _rows / 2);
        _events /= 2;
        _sum /= 2;
    }
}
