using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>The kill switch was released.</summary>
public sealed record HealingResumed : JournalEvent
{
    /// <summary>Who or what released it.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
