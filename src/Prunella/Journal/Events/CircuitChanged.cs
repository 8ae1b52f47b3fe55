using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A circuit breaker changed its state.</summary>
public sealed record CircuitChanged : JournalEvent
{
    /// <summary>The name of the breaker.</summary>
    public required string Circuit { get; init; }

    /// <summary>The state before.</summary>
    public required string From { get; init; }

    /// <summary>The state from now on.</summary>
    public required string To { get; init; }

    /// <summary>The evidence, in words and numbers.</summary>
    public required string Reason { get; init; }
}
