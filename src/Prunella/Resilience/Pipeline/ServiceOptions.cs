namespace Prunella.Resilience;

/// <summary>How calls to one service are protected. A part that is null is left out. A new version keeps all state.</summary>
public sealed record ServiceOptions
{
    /// <summary>False: calls just go through.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Retries with a budget. Default on.</summary>
    public RetryOptions? Retry { get; set; } = new();

    /// <summary>The circuit breaker. Default on, adaptive.</summary>
    public CircuitBreakerOptions? CircuitBreaker { get; set; } = new();

    /// <summary>The time one attempt may take. Default on, 10 s.</summary>
    public AttemptTimeoutOptions? Timeout { get; set; } = new();

    /// <summary>The adaptive limit on calls at once. Default off.</summary>
    public ConcurrencyLimitOptions? ConcurrencyLimit { get; set; }

    /// <summary>Kept answers. Default on; it keeps nothing unless a call gives a key.</summary>
    public FallbackOptions? Fallback { get; set; } = new();

    /// <summary>The time a call may take with all its retries. Null: as long as the <see cref="Deadline"/> of its surroundings.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>Breakers kept for operations and partitions; the one not used for longest goes first. Default 256, at least 1.</summary>
    public int MaxPartitions { get; set; } = 256;

    internal ServiceOptions Validated()
    {
        _ = Retry?.Validated();
        _ = CircuitBreaker?.Validated();
        _ = Timeout?.Validated();
        _ = ConcurrencyLimit?.Validated();
        _ = Fallback?.Validated();
        OptionRule.Require<ServiceOptions>(Deadline is null || Deadline > TimeSpan.Zero, nameof(Deadline), "positive");
        OptionRule.Require<ServiceOptions>(MaxPartitions >= 1, nameof(MaxPartitions), "at least 1");
        return this;
    }
}
