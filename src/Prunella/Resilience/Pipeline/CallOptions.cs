namespace Prunella.Resilience;

/// <summary>What a call says about itself. What is null is as the service's options and the flags say. Make it once and keep it.</summary>
public abstract record CallOptions
{
    private protected CallOptions()
    {
    }

    /// <summary>The operation, where operations of one service fail apart from each other: each has a breaker of its own. A few names, not ids.</summary>
    public string? Operation { get; init; }

    /// <summary>The tenant or host, where those fail apart from each other: each has a breaker of its own. At most <see cref="ServiceOptions.MaxPartitions"/> are kept.</summary>
    public string? Partition { get; init; }

    /// <summary>False: never tried again.</summary>
    public bool? Retry { get; init; }

    /// <summary>False: no breaker.</summary>
    public bool? CircuitBreaker { get; init; }

    /// <summary>Whether the call may be made twice without harm. Default true; a call that is not is never retried and never answered from the past.</summary>
    public bool Idempotent { get; init; } = true;

    /// <summary>Instead of <see cref="AttemptTimeoutOptions.Timeout"/>; zero for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Says what an exception means; null from it leaves that to <see cref="OutcomeClassifier"/>.</summary>
    public Func<Exception, OutcomeKind?>? Classify { get; init; }
}
