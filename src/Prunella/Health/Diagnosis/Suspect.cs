namespace Prunella.Health;

/// <summary>A possible cause.</summary>
/// <param name="Component">The component.</param>
/// <param name="Metric">Its series that speaks most against it; null where it is suspected by what others show.</param>
/// <param name="Score">How much speaks against it; greater is more. Compare only within one diagnosis.</param>
/// <param name="Confidence">
/// How clear the evidence is, from 0 to 1: it grows with the score and with the lead over the next. Not calibrated: no measured share of right answers.
/// </param>
/// <param name="Evidence">What speaks against it, in words and numbers, the strongest first.</param>
public sealed record Suspect(string Component, string? Metric, double Score, double Confidence, IReadOnlyList<string> Evidence);
