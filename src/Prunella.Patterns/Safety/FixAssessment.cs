namespace Prunella.Patterns.Safety;

/// <summary>What a change is.</summary>
/// <param name="Category">The most dangerous of what was seen.</param>
/// <param name="Notes">What was seen, the most dangerous first.</param>
/// <param name="Breaches">The hard limits that it breaks, in words; where there is one, it is never carried out.</param>
public sealed record FixAssessment(FixCategory Category, IReadOnlyList<RiskNote> Notes, IReadOnlyList<string> Breaches);
