using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>An action was not carried out.</summary>
public sealed record ActionRefused : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>Which rule refused it.</summary>
    public required RefusalReason Why { get; init; }

    /// <summary>The rule in words and numbers, or who refused and why.</summary>
    public required string Detail { get; init; }
}
