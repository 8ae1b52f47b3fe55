using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A service-level objective began or ceased to burn its error budget too fast.</summary>
public sealed record ObjectiveChanged : JournalEvent
{
    /// <summary>The name of the objective.</summary>
    public required string Objective { get; init; }

    /// <summary>Its state before.</summary>
    public required HealthState From { get; init; }

    /// <summary>Its state from now on.</summary>
    public required HealthState To { get; init; }

    /// <summary>The share of its error budget that is left; negative where it is overdrawn.</summary>
    public required double BudgetLeft { get; init; }

    /// <summary>The counts, in words and numbers.</summary>
    public required string Reason { get; init; }
}
