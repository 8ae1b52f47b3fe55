namespace Prunella.Resilience;

/// <summary>How much more the failures of one dependency vary than independent ones would: 1 where they do not come in runs.</summary>
/// <remarks>
/// Pearson's statistic over blocks of calls, each long enough to expect some failures; forgets half in 100 blocks. Source: P. McCullagh and
/// J. A. Nelder, "Generalized Linear Models", 1989, on over-dispersion of binomial counts. Below <see cref="Noticeable"/> it is taken as chance, so that
/// where failures are independent nothing changes. Not thread-safe.
/// </remarks>
internal sealed class OutcomeDispersion
{
    private const double LeastExpected = 4;
    private const double HalfLife = 100;
    private const double PriorBlocks = 20;
    private const double MostOfOneBlock = 30; // one catastrophe says little about the usual
    private const double Noticeable = 1.6;
    private const double Most = 12;

    private static readonly double Keep = double.Exp2(-1 / HalfLife);

    private double _calls;
    private double _failures;
    private double _blocks = PriorBlocks;
    private double _sum = PriorBlocks;
    private double _factor = 1;

    /// <summary>From 1 to 12.</summary>
    public double Factor => Volatile.Read(ref _factor);

    /// <summary>Takes in a slice of usual traffic.</summary>
    public void Learn(double calls, double failures, double share)
    {
        _calls += calls;
        _failures += failures;
        double expected = _calls * share;
        if (expected < LeastExpected)
            return;
        double excess = _failures - expected;
        _blocks = _blocks * Keep + 1;
        _sum = _sum * Keep + Math.Min(MostOfOneBlock, excess * excess / (expected * (1 - share)));
        double mean = _sum / _blocks;
        Volatile.Write(ref _factor, mean < Noticeable ? 1 : Math.Min(mean, Most));
        Skip();
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        Skip();
        (_blocks, _sum) = (PriorBlocks, PriorBlocks);
        Volatile.Write(ref _factor, 1);
    }

    /// <summary>Something is wrong: what came since the last block is not usual.</summary>
    public void Skip()
    {
        _calls = 0;
        _failures = 0;
    }
}
