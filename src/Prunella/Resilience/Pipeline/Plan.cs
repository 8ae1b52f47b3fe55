using Prunella.Kernel;

namespace Prunella.Resilience;

/// <summary>What a service's options and the flags come to: the parts that are in use, null for those that are not. Immutable; swapped as a whole.</summary>
internal sealed class Plan
{
    /// <summary>Nothing is done: calls just go through.</summary>
    public static readonly Plan Off = new();

    private Plan()
    {
    }

    public bool Enabled { get; private init; }

    public CircuitBreaker? Breaker { get; private init; }

    public ConcurrencyLimiter? Limiter { get; private init; }

    /// <summary>Milliseconds for one attempt; 0 for no limit.</summary>
    public long Timeout { get; private init; }

    /// <summary>Options of a timeout that follows what is usual; null for one that does not.</summary>
    public AttemptTimeoutOptions? UsualTimeout { get; private init; }

    public TimeSpan? Deadline { get; private init; }

    public RetryBudget? Budget { get; private init; }

    public int MaxRetries { get; private init; }

    public TimeSpan MaxDelay { get; private init; }

    public ExponentialBackoff? Backoff { get; private init; }

    public StaleCache? Cache { get; private init; }

    public SoftTimeoutOptions? SoftTimeout { get; private init; }

    public bool Validates { get; private init; }

    public static Plan Compile(ServiceOptions options, SelfHealingFlags flags, ServiceState state)
    {
        if (!flags.Enabled || !options.Enabled)
            return Off;
        RetryOptions? retry = flags.Retry ? options.Retry : null;
        TimeSpan firstDelay = flags.InitialDelay ?? retry?.InitialDelay ?? TimeSpan.Zero;
        TimeSpan maxDelay = retry is null || retry.MaxDelay > firstDelay ? retry?.MaxDelay ?? TimeSpan.Zero : firstDelay;
        int maxRetries = retry is null ? 0 : flags.MaxRetries ?? retry.MaxRetries;
        return new Plan
        {
            Enabled = true,
            Breaker = flags.CircuitBreaker && options.CircuitBreaker is not null ? state.Breaker : null,
            Limiter = options.ConcurrencyLimit is null ? null : state.Limiter,
            Timeout = (long)(options.Timeout?.Timeout.TotalMilliseconds ?? 0),
            UsualTimeout = options.Timeout is { UsualTimes: not null } usual ? usual : null,
            Deadline = options.Deadline,
            Budget = maxRetries > 0 ? state.Budget : null,
            MaxRetries = maxRetries,
            MaxDelay = maxDelay,
            Backoff = maxRetries > 0 ? new ExponentialBackoff(firstDelay, maxDelay) : null,
            Cache = options.Fallback is null ? null : state.Cache,
            SoftTimeout = options.Fallback?.SoftTimeout,
            Validates = flags.ResponseValidation,
        };
    }

    /// <summary>The breaker's options, with the flags that were set above them.</summary>
    public static CircuitBreakerOptions BreakerOptions(ServiceOptions options, SelfHealingFlags flags)
    {
        CircuitBreakerOptions own = options.CircuitBreaker ?? new CircuitBreakerOptions();
        if (flags.FailureThreshold is null && flags.ResetTimeout is null)
            return own;
        return own with
        {
            Mode = BreakerMode.Classic,
            FailureThreshold = flags.FailureThreshold ?? own.FailureThreshold,
            ResetTimeout = flags.ResetTimeout ?? own.ResetTimeout,
        };
    }
}
