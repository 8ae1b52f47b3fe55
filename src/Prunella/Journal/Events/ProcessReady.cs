using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A process says or shows that it can serve.</summary>
public sealed record ProcessReady : JournalEvent
{
    /// <summary>Its process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>From its start; for a standby, from the moment it was called.</summary>
    public required TimeSpan Duration { get; init; }
}
