using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>It was checked whether an action helped.</summary>
public sealed record ActionVerified : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>Whether the component is better.</summary>
    public required ActionVerdict Verdict { get; init; }

    /// <summary>What was measured.</summary>
    public required string Detail { get; init; }

    /// <summary>From the end of the action to the verdict.</summary>
    public required TimeSpan Duration { get; init; }
}
