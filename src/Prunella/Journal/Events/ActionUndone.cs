using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>An action that did not help was taken back.</summary>
public sealed record ActionUndone : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>What went wrong; null where it was taken back wholly.</summary>
    public string? Error { get; init; }
}
