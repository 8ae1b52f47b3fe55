using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A problem with a cause of its own began.</summary>
public sealed record IncidentOpened : JournalEvent
{
    /// <summary>The state that the component fell to.</summary>
    public required HealthState Severity { get; init; }

    /// <summary>The suspected cause, in words.</summary>
    public required string Cause { get; init; }

    /// <summary>What was seen, one fact a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
