using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is known of a number that a log statement writes, in one period. Immutable.</summary>
/// <param name="Count">How many values there were.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
/// <param name="Negative">How many were below zero.</param>
/// <param name="OfLowest">The record with the lowest.</param>
public sealed record ValueProfile(long Count, double Lowest, double Highest, long Negative, RecordEvidence OfLowest);
