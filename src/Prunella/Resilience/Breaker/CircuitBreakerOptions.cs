namespace Prunella.Resilience;

/// <summary>How a circuit breaker judges. The defaults need no tuning; a new version given to a living breaker keeps its state.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>By which rule it opens. Default <see cref="BreakerMode.Adaptive"/>.</summary>
    public BreakerMode Mode { get; set; }

    /// <summary>Classic mode: failures in a row that open the circuit. Default 5, at least 1.</summary>
    public int FailureThreshold { get; set; } = 5;

    /// <summary>Classic mode: the break before one call is tried. Adaptive mode: the longest a break can grow. Default 30 s, positive.</summary>
    public TimeSpan ResetTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Adaptive mode: the first break. It doubles with each failed probe up to <see cref="ResetTimeout"/>. Default 0.5 s, positive.</summary>
    public TimeSpan FirstBreak { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Adaptive mode: a break also ends once it has turned away this many calls since the last probe, so that a busy caller learns quickly. Default 50, at least 1.</summary>
    public int ProbeAfterRejections { get; set; } = 50;

    /// <summary>A probe that gives no outcome within this time has failed; the next may go. Default 10 s, positive.</summary>
    public TimeSpan ProbeLease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Adaptive mode: a circuit opens only where at least this share of calls fails for certain. Default 0.5; in (0, 1).</summary>
    public double HarmfulShare { get; set; } = 0.5;

    /// <summary>Adaptive mode: bad slices of 100 ms in a row that are the least evidence for anything: how long a blip is ridden out. Default 6, from 1 to 100.</summary>
    public int BlipSlices { get; set; } = 6;

    /// <summary>An answer slower than this many times the learned 99th percentile is slow. Default 3, at least 1.</summary>
    public double SlowFactor { get; set; } = 3;

    /// <summary>No answer faster than this is slow. Default 50 ms, not negative.</summary>
    public TimeSpan SlowFloor { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What each kind of failure weighs.</summary>
    public OutcomeWeights Weights { get; set; } = new();

    /// <summary>Judge and report, but never turn a call away. Default false.</summary>
    public bool Shadow { get; set; }

    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    internal CircuitBreakerOptions Validated()
    {
        OptionRule.Require<CircuitBreakerOptions>(FailureThreshold >= 1, nameof(FailureThreshold), "at least 1");
        OptionRule.Require<CircuitBreakerOptions>(ResetTimeout > TimeSpan.Zero, nameof(ResetTimeout), "positive");
        OptionRule.Require<CircuitBreakerOptions>(FirstBreak > TimeSpan.Zero, nameof(FirstBreak), "positive");
        OptionRule.Require<CircuitBreakerOptions>(ProbeAfterRejections >= 1, nameof(ProbeAfterRejections), "at least 1");
        OptionRule.Require<CircuitBreakerOptions>(ProbeLease > TimeSpan.Zero, nameof(ProbeLease), "positive");
        OptionRule.Require<CircuitBreakerOptions>(HarmfulShare is > 0 and < 1, nameof(HarmfulShare), "between 0 and 1");
        OptionRule.Require<CircuitBreakerOptions>(BlipSlices is >= 1 and <= 100, nameof(BlipSlices), "from 1 to 100");
        OptionRule.Require<CircuitBreakerOptions>(SlowFactor >= 1, nameof(SlowFactor), "at least 1");
        OptionRule.Require<CircuitBreakerOptions>(SlowFloor >= TimeSpan.Zero, nameof(SlowFloor), "not negative");
        OptionRule.Require<CircuitBreakerOptions>(Weights is { IsValid: true }, nameof(Weights), "shares from 0 to 1");
        return this;
    }
}
