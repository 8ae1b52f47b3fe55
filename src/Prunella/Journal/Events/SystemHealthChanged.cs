using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>The state of the whole, rolled up over the dependency graph, changed.</summary>
public sealed record SystemHealthChanged : JournalEvent
{
    /// <summary>The state before.</summary>
    public required HealthState From { get; init; }

    /// <summary>The state from now on.</summary>
    public required HealthState To { get; init; }

    /// <summary>Which component decided it.</summary>
    public required string Reason { get; init; }
}
