using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Events that could not be kept: the store was too slow or away. Stands where they would have stood.</summary>
public sealed record EntriesLost : JournalEvent
{
    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
