namespace Prunella.Patterns.Recall;

/// <summary>How sure it is that a fix helps, from how often it did.</summary>
/// <param name="Mean">The mean of the Beta distribution that the tier's experience gives with the outcomes, from 0 to 1.</param>
/// <param name="AtLeast">The lower end of the 95 % interval of Wilson over the outcomes alone, from 0 to 1; 0 where there are none.</param>
/// <remarks>
/// Before any outcome a fix is as good as those of its tier usually are; that counts as four outcomes. Outcomes fade: after half a year without a new one
/// they count half. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
/// </remarks>
public readonly record struct FixConfidence(double Mean, double AtLeast)
{
    private const double PriorWeight = 4;
    private const double HalfLifeDays = 182;
    private const double Z = 1.959964;

    /// <summary>From outcomes.</summary>
    /// <param name="tier">How the fix was found.</param>
    /// <param name="successes">How often it helped; not negative.</param>
    /// <param name="failures">How often it did not; not negative.</param>
    /// <param name="age">Time since it was last tried; zero where it never was.</param>
    public static FixConfidence Of(RecallTier tier, int successes, int failures, TimeSpan age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        double share = Math.Pow(0.5, Math.Max(0, age.TotalDays) / HalfLifeDays);
        double helped = successes * share, tried = (successes + failures) * share;
        return new FixConfidence((Prior(tier) * PriorWeight + helped) / (PriorWeight + tried), LowerBound(helped, tried));
    }

    // What one may expect of a fix of this tier before it was ever tried.
    private static double Prior(RecallTier tier) => tier switch
    {
        RecallTier.Exact => 0.9,
        RecallTier.Core => 0.7,
        RecallTier.Template => 0.6,
        RecallTier.Lexical => 0.4,
        _ => 0.35,
    };

    /// <summary>The lower end of Wilson's 95 % interval; 0 where nothing was tried.</summary>
    internal static double LowerBound(double helped, double tried)
    {
        if (tried <= 0)
            return 0;
        double rate = helped / tried, square = Z * Z / tried;
        return Math.Clamp((rate + square / 2 - Z * Math.Sqrt((rate * (1 - rate) + square / 4) / tried)) / (1 + square), 0, 1);
    }
}
