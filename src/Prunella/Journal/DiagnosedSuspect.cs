namespace Prunella.Journal;

/// <summary>A possible cause, as a diagnosis named it.</summary>
/// <param name="Component">The component; one that is not watched may be named by its address.</param>
/// <param name="Metric">Its series that speaks most against it; null where it is suspected by what others show.</param>
/// <param name="Score">How much speaks against it; greater is more. Compare only within one diagnosis.</param>
/// <param name="Confidence">How clear the evidence is, from 0 to 1; not calibrated.</param>
/// <param name="Evidence">What speaks against it, in words and numbers, the strongest first.</param>
public sealed record DiagnosedSuspect(string Component, string? Metric, double Score, double Confidence, IReadOnlyList<string> Evidence);
