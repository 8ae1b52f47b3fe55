namespace Prunella.Resilience;

/// <summary>The names of the flags, as environment variables and as keys of the section <c>Prunella</c>.</summary>
public static class FlagNames
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "SELF_HEALING_";

    /// <summary>Everything. Default on.</summary>
    public const string Enabled = "SELF_HEALING_ENABLED";

    /// <summary>Retries. Default on.</summary>
    public const string Retry = "SELF_HEALING_RETRY";

    /// <summary>Attempts after the first. Default 3.</summary>
    public const string MaxRetries = "SELF_HEALING_MAX_RETRIES";

    /// <summary>Milliseconds before the first retry. Default 1000.</summary>
    public const string InitialDelay = "SELF_HEALING_INITIAL_DELAY";

    /// <summary>Circuit breakers. Default on.</summary>
    public const string CircuitBreaker = "SELF_HEALING_CIRCUIT_BREAKER";

    /// <summary>Failures in a row that open a circuit. Default 5. Setting it chooses the classic breaker.</summary>
    public const string FailureThreshold = "SELF_HEALING_FAILURE_THRESHOLD";

    /// <summary>Milliseconds that a circuit stays open. Default 30000. Setting it chooses the classic breaker.</summary>
    public const string ResetTimeout = "SELF_HEALING_RESET_TIMEOUT";

    /// <summary>Checks of status transitions. Default on.</summary>
    public const string StatusValidation = "SELF_HEALING_STATUS_VALIDATION";

    /// <summary>Checks of answers. Default on.</summary>
    public const string ResponseValidation = "SELF_HEALING_RESPONSE_VALIDATION";

    /// <summary>Log lines. Default on.</summary>
    public const string Logging = "SELF_HEALING_LOGGING";

    /// <summary>The least level that is logged. Default info.</summary>
    public const string LogLevel = "SELF_HEALING_LOG_LEVEL";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Enabled, Retry, MaxRetries, InitialDelay, CircuitBreaker, FailureThreshold, ResetTimeout, StatusValidation, ResponseValidation, Logging, LogLevel,
    ];
}
