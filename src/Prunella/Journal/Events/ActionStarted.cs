using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>An action began.</summary>
public sealed record ActionStarted : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>Its rung on the ladder.</summary>
    public required RecoveryTier Tier { get; init; }

    /// <summary>1 for the first attempt of this action in the incident.</summary>
    public required int Attempt { get; init; }
}
