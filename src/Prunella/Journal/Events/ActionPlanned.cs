using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A recovery action was chosen.</summary>
public sealed record ActionPlanned : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>Its rung on the ladder.</summary>
    public required RecoveryTier Tier { get; init; }

    /// <summary>1 for the first attempt of this action in the incident.</summary>
    public required int Attempt { get; init; }

    /// <summary>What it will do, one effect a line.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];

    /// <summary>How it can be taken back; null where it can not.</summary>
    public string? Undo { get; init; }

    /// <summary>How long it waits before it starts.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What else was weighed, each with the reason against it.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];
}
