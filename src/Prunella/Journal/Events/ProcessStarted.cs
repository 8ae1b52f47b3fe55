using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A process was started.</summary>
public sealed record ProcessStarted : JournalEvent
{
    /// <summary>Its process id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The program and its arguments, as they are in the plan.</summary>
    public required string Command { get; init; }

    /// <summary>Whether it waits as a warm standby.</summary>
    public bool Standby { get; init; }
}
