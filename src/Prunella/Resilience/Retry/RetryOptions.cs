namespace Prunella.Resilience;

/// <summary>When a failed call is tried again.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts after the first. Default 3, from 0 to 100.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait before the first retry; it doubles with each, and the wait is drawn from zero to it. Default 1 s, positive.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>No wait is longer. A dependency that asks for more (Retry-After) gets no retry. Default 30 s, at least <see cref="InitialDelay"/>.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Retries each call earns: the budget that all callers share. Default 0.1, from 0 to 10.</summary>
    public double BudgetPerCall { get; set; } = 0.1;

    /// <summary>Retries earned in each second, so that a quiet service may retry at all. Default 3, not negative.</summary>
    public double BudgetPerSecond { get; set; } = 3;

    /// <summary>The most retries saved up. Default 20, at least 1.</summary>
    public int BudgetBurst { get; set; } = 20;

    internal RetryOptions Validated()
    {
        OptionRule.Require<RetryOptions>(MaxRetries is >= 0 and <= 100, nameof(MaxRetries), "from 0 to 100");
        OptionRule.Require<RetryOptions>(InitialDelay > TimeSpan.Zero, nameof(InitialDelay), "positive");
        OptionRule.Require<RetryOptions>(MaxDelay >= InitialDelay, nameof(MaxDelay), "at least InitialDelay");
        OptionRule.Require<RetryOptions>(BudgetPerCall is >= 0 and <= 10, nameof(BudgetPerCall), "from 0 to 10");
        OptionRule.Require<RetryOptions>(BudgetPerSecond >= 0, nameof(BudgetPerSecond), "not negative");
        OptionRule.Require<RetryOptions>(BudgetBurst >= 1, nameof(BudgetBurst), "at least 1");
        return this;
    }
}
