using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A component is no longer watched.</summary>
public sealed record ComponentRemoved : JournalEvent
{
    /// <summary>Why it was taken out.</summary>
    public required string Reason { get; init; }
}
