namespace Prunella.Resilience;

/// <summary>How many calls may be under way at once. The number is found, not set.</summary>
public sealed record ConcurrencyLimitOptions
{
    /// <summary>The limit to begin with. Default 20, between the two bounds.</summary>
    public int Initial { get; set; } = 20;

    /// <summary>Never fewer. Default 4, at least 1.</summary>
    public int Least { get; set; } = 4;

    /// <summary>Never more. Default 1000, at least <see cref="Least"/>.</summary>
    public int Most { get; set; } = 1000;

    /// <summary>How much slower than in the long run calls may become before the limit shrinks. Default 1.5, at least 1.</summary>
    public double Tolerance { get; set; } = 1.5;

    internal ConcurrencyLimitOptions Validated()
    {
        OptionRule.Require<ConcurrencyLimitOptions>(Least >= 1, nameof(Least), "at least 1");
        OptionRule.Require<ConcurrencyLimitOptions>(Most >= Least, nameof(Most), "at least Least");
        OptionRule.Require<ConcurrencyLimitOptions>(Initial >= Least && Initial <= Most, nameof(Initial), "between Least and Most");
        OptionRule.Require<ConcurrencyLimitOptions>(Tolerance >= 1, nameof(Tolerance), "at least 1");
        return this;
    }
}
