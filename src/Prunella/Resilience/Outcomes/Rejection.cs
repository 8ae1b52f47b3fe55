namespace Prunella.Resilience;

/// <summary>Why a call was not made.</summary>
public enum Rejection
{
    /// <summary>It was made.</summary>
    None = 0,

    /// <summary>The circuit is not closed.</summary>
    CircuitOpen,

    /// <summary>Enough calls are under way.</summary>
    ConcurrencyLimit,

    /// <summary>The deadline has passed.</summary>
    DeadlinePassed,
}
