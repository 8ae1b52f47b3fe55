namespace Prunella.Patterns.Known;

/// <summary>A known error that a text may tell of.</summary>
/// <param name="Pattern">The known error.</param>
/// <param name="Tier">How it was found.</param>
/// <param name="Confidence">How often an answer of this tier and place is right, from 0 to 1, before anything is known of what helped here.</param>
/// <param name="Why">What in the text speaks for it, in words.</param>
public sealed record PatternMatch(ErrorPattern Pattern, LookupTier Tier, double Confidence, string Why)
{
    /// <summary>What the groups of the expression took from the text, as the name of a missing module; empty for a lexical answer.</summary>
    public IReadOnlyList<string> Captured { get; init; } = [];
}
