using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>The kill switch was thrown: nothing is healed until it is released.</summary>
public sealed record HealingStopped : JournalEvent
{
    /// <summary>Who or what threw it.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
