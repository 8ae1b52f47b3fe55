namespace Prunella.Resilience;

/// <summary>The usual share of failures of one dependency, learned from its calls.</summary>
/// <remarks>A beta posterior with the prior 1 % (weight 100 calls) that forgets half of what it knows in 20,000 calls.</remarks>
internal sealed class FailureBaseline
{
    private const double PriorShare = 0.01;
    private const double PriorWeight = 100;
    private const double HalfLife = 20_000;
    private const double Least = 0.002;
    private const double Most = 0.4;

    private double _calls;
    private double _failures;
    private double _share = PriorShare;

    /// <summary>From 0.2 % to 40 %: neither a dependency that never failed nor one that always does is a useful yardstick.</summary>
    public double Share => Volatile.Read(ref _share);

    public void Forget()
    {
        _calls = 0;
        _failures = 0;
        Volatile.Write(ref _share, PriorShare);
    }

    public void Learn(double calls, double failures)
    {
        double keep = double.Exp2(-calls / HalfLife);
        _calls = _calls * keep + calls;
        _failures = _failures * keep + failures;
        Volatile.Write(ref _share, Math.Clamp((PriorShare * PriorWeight + _failures) / (PriorWeight + _calls), Least, Most));
    }
}
