namespace Prunella.Resilience;

/// <summary>By which rule a breaker opens.</summary>
public enum BreakerMode
{
    /// <summary>It learns the usual failure share and opens when most calls fail. Nothing to set.</summary>
    Adaptive = 0,

    /// <summary>It opens after <see cref="CircuitBreakerOptions.FailureThreshold"/> failures in a row and tries one call after <see cref="CircuitBreakerOptions.ResetTimeout"/>.</summary>
    Classic = 1,
}
