using Prunella.Patterns.Recall;

namespace Prunella.Patterns.Safety;

/// <summary>What is remembered of one fix.</summary>
/// <param name="Helped">How often it helped.</param>
/// <param name="Failed">How often it did not, or made it worse.</param>
/// <param name="ApprovedBy">The person who stands for exactly this fix; null for none.</param>
/// <param name="Quarantined">Why it may not be applied by anybody until a person releases it; null where it may.</param>
public sealed record FixRecord(int Helped, int Failed, string? ApprovedBy, string? Quarantined)
{
    /// <summary>Nothing is known.</summary>
    public static FixRecord None { get; } = new(0, 0, null, null);

    /// <summary>How often it helps at least, from 0 to 1, as sure as 95 of 100.</summary>
    public double LeastHelp => FixConfidence.LowerBound(Helped, Helped + Failed);
}
