using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A component went from one state to another.</summary>
public sealed record HealthChanged : JournalEvent
{
    /// <summary>The state before.</summary>
    public required HealthState From { get; init; }

    /// <summary>The state from now on.</summary>
    public required HealthState To { get; init; }

    /// <summary>What was seen, in words and numbers.</summary>
    public required string Reason { get; init; }

    /// <summary>The component whose trouble causes this one; null where the trouble is its own.</summary>
    public ComponentName? SymptomOf { get; init; }
}
