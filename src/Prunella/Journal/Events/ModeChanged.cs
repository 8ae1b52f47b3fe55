using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A class of actions got more or less leash.</summary>
public sealed record ModeChanged : JournalEvent
{
    /// <summary>The class of actions; null means all of them.</summary>
    public RecoveryTier? Tier { get; init; }

    /// <summary>The mode before.</summary>
    public required HealingMode From { get; init; }

    /// <summary>The mode from now on.</summary>
    public required HealingMode To { get; init; }

    /// <summary>Who or what changed it.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
