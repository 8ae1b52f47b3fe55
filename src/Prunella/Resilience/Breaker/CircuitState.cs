namespace Prunella.Resilience;

/// <summary>What a circuit breaker lets through.</summary>
public enum CircuitState
{
    /// <summary>Everything.</summary>
    Closed = 0,

    /// <summary>A growing share, to see how the dependency bears it; or one probe is under way.</summary>
    HalfOpen = 1,

    /// <summary>Nothing, until the break is over.</summary>
    Open = 2,

    /// <summary>Nothing, until a person resets it.</summary>
    Isolated = 3,
}
