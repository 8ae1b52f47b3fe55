using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A symptom was recognised as part of an open incident: nothing is done for it by itself.</summary>
public sealed record IncidentAttached : JournalEvent
{
    /// <summary>The component whose incident it is; <see cref="JournalEvent.Component"/> names the symptom.</summary>
    public required ComponentName Root { get; init; }

    /// <summary>Why it belongs there.</summary>
    public required string Reason { get; init; }
}
