using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>An action was carried out, well or not; whether it helped is told by <see cref="ActionVerified"/>.</summary>
public sealed record ActionFinished : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>From its start.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What went wrong; null where all of it was done.</summary>
    public string? Error { get; init; }
}
