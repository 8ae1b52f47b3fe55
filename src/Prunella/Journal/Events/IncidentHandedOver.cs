using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Healing gave the incident to a person.</summary>
public sealed record IncidentHandedOver : JournalEvent
{
    /// <summary>Why it does not heal it.</summary>
    public required string Reason { get; init; }

    /// <summary>Path of the evidence bundle.</summary>
    public string? Bundle { get; init; }
}
