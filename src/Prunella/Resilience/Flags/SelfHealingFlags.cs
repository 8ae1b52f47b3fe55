using Microsoft.Extensions.Logging;

namespace Prunella.Resilience;

/// <summary>The flags at one moment. Immutable: a change is a new snapshot.</summary>
public sealed record SelfHealingFlags
{
    /// <summary>False: every call just goes through.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>False: nothing is tried again.</summary>
    public bool Retry { get; init; } = true;

    /// <summary>Attempts after the first, from 0 to 100; null where nobody set it: then the service's options hold, by default 3.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Before the first retry; null where nobody set it: then the service's options hold, by default 1 s.</summary>
    public TimeSpan? InitialDelay { get; init; }

    /// <summary>False: no circuit opens.</summary>
    public bool CircuitBreaker { get; init; } = true;

    /// <summary>Failures in a row that open a circuit; null where nobody set it: then the breaker is adaptive, or 5 where <see cref="ResetTimeout"/> is set.</summary>
    public int? FailureThreshold { get; init; }

    /// <summary>How long a circuit stays open; null where nobody set it: then the breaker is adaptive, or 30 s where <see cref="FailureThreshold"/> is set.</summary>
    public TimeSpan? ResetTimeout { get; init; }

    /// <summary>False: status transitions are not checked.</summary>
    public bool StatusValidation { get; init; } = true;

    /// <summary>False: answers are not checked.</summary>
    public bool ResponseValidation { get; init; } = true;

    /// <summary>False: nothing is logged.</summary>
    public bool Logging { get; init; } = true;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
