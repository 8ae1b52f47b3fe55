using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Something of ours failed; the work went on without it.</summary>
public sealed record InternalFault : JournalEvent
{
    /// <summary>The part that failed.</summary>
    public required string Stage { get; init; }

    /// <summary>What happened.</summary>
    public required string Error { get; init; }
}
