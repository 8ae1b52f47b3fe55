namespace Prunella.Resilience;

/// <summary>How long one attempt may take.</summary>
public sealed record AttemptTimeoutOptions
{
    /// <summary>After this long the attempt's token is cancelled. Default 10 s; positive; zero for no limit. Kept to about 10 ms.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Give up after this many times the learned 95th percentile, if that is sooner than <see cref="Timeout"/>. At least 1; null, the default: never sooner.</summary>
    /// <remarks>
    /// For calls that have a second answer: a timeout then costs little, and the circuit learns of a hanging dependency at once. What is
    /// usual is learned by the circuit breaker; without it, and for the first 50 calls, <see cref="Timeout"/> holds. Each probe that runs into
    /// it makes it half as long again, so that a dependency that has become slower for good is let back.
    /// </remarks>
    public double? UsualTimes { get; set; }

    /// <summary>With <see cref="UsualTimes"/>: never give up sooner than this. Default 20 ms, positive.</summary>
    public TimeSpan Least { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    internal AttemptTimeoutOptions Validated()
    {
        OptionRule.Require<AttemptTimeoutOptions>(Timeout >= TimeSpan.Zero, nameof(Timeout), "not negative");
        OptionRule.Require<AttemptTimeoutOptions>(UsualTimes is null or >= 1, nameof(UsualTimes), "at least 1");
        OptionRule.Require<AttemptTimeoutOptions>(Least > TimeSpan.Zero, nameof(Least), "positive");
        return this;
    }
}
