using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A problem ended, or went to a person.</summary>
public sealed record IncidentClosed : JournalEvent
{
    /// <summary>How it ended.</summary>
    public required IncidentOutcome Outcome { get; init; }

    /// <summary>What was seen, done and checked, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>From its opening.</summary>
    public required TimeSpan Duration { get; init; }
}
