using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>One try of one action in an incident.</summary>
/// <param name="Action">The name of the action.</param>
/// <param name="Tier">Its rung.</param>
/// <param name="Number">1 for the first try of this action in the incident.</param>
public sealed record ActionAttempt(string Action, RecoveryTier Tier, int Number)
{
    /// <summary>When it began, by the wall clock; null while it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it took to carry out; null while it has not ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether it helped; null while that is not known.</summary>
    public ActionVerdict? Verdict { get; init; }

    /// <summary>What went wrong, why it was refused, or what was measured; empty while nothing is known.</summary>
    public string Detail { get; init; } = string.Empty;
}
