using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>A fix that was worked out, judged and decided on.</summary>
/// <param name="Pattern">The pattern that it belongs to; null for none.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Plan">What it does.</param>
/// <param name="Assessment">How dangerous that is.</param>
/// <param name="Decision">How far it may go.</param>
public sealed record FixProposal(string? Pattern, FixOrigin Origin, PlannedFix Plan, FixAssessment Assessment, FixDecision Decision)
{
    /// <summary>What it is proposed for; null where a person chose it.</summary>
    public FixOccasion? Occasion { get; init; }
}
