namespace Prunella.Telemetry.Findings;

/// <summary>A number that changed, or that is not what it should be.</summary>
/// <param name="Name">What was counted or measured, in words.</param>
/// <param name="Usual">What it was before, or should be; NaN where there is nothing to compare with.</param>
/// <param name="Seen">What it is.</param>
/// <param name="Unit">The unit; "1" for shares, braces round counted things.</param>
public sealed record NumberEvidence(string Name, double Usual, double Seen, string Unit) : Evidence;
