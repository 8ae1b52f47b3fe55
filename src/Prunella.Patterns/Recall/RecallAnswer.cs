using Prunella.Recovery;

namespace Prunella.Patterns.Recall;

/// <summary>What is remembered of an error.</summary>
/// <param name="Found">The best first; empty where nothing is.</param>
/// <param name="Note">What the answer lacks, as that meaning could not be compared and words alone decided; null where it lacks nothing.</param>
public sealed record RecallAnswer(IReadOnlyList<Recollection> Found, string? Note)
{
    /// <summary>The commits that may have caused it; null where nobody asked the history, or there is none.</summary>
    public SuspectedCauses? Causes { get; init; }

    /// <summary>Nothing.</summary>
    public static RecallAnswer Nothing { get; } = new([], null);
}
