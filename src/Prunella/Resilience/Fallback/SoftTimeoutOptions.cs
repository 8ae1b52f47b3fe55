namespace Prunella.Resilience;

/// <summary>How long a caller waits for a slow call before he is given the second-best answer. The call itself goes on.</summary>
public sealed record SoftTimeoutOptions
{
    /// <summary>Wait this many times the learned 95th percentile. Default 2, at least 1; null: <see cref="Timeout"/> alone.</summary>
    /// <remarks>
    /// By default so that one call in a hundred or fewer is answered this way while all is well, and a caller of a hanging dependency waits about
    /// twice as long as usual. What is usual is learned by the circuit breaker; without it, and for the first 50 calls, <see cref="Timeout"/> holds.
    /// </remarks>
    public double? UsualTimes { get; set; } = 2;

    /// <summary>Never wait longer. Default 1 s, positive.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>With <see cref="UsualTimes"/>: always wait this long at least. Default 10 ms, positive: shorter would be the noise of the clock.</summary>
    public TimeSpan Least { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The most calls of a service that go on without their callers; as long as so many do, others are answered at once and not made. Default 100, at least 1.</summary>
    public int MaxLeftBehind { get; set; } = 100;

    internal SoftTimeoutOptions Validated()
    {
        OptionRule.Require<SoftTimeoutOptions>(UsualTimes is null or >= 1, nameof(UsualTimes), "at least 1");
        OptionRule.Require<SoftTimeoutOptions>(Timeout > TimeSpan.Zero, nameof(Timeout), "positive");
        OptionRule.Require<SoftTimeoutOptions>(Least > TimeSpan.Zero, nameof(Least), "positive");
        OptionRule.Require<SoftTimeoutOptions>(MaxLeftBehind >= 1, nameof(MaxLeftBehind), "at least 1");
        return this;
    }
}
