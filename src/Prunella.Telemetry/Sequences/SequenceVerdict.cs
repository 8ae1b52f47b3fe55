namespace Prunella.Telemetry.Sequences;

/// <summary>What a profile says of a sequence.</summary>
/// <param name="Distance">From the nearest normal sequence: 0, the same steps as often, to 1, none in common.</param>
/// <param name="IsAbnormal">The distance is above the profile's limit.</param>
/// <param name="Reasons">Which steps occur more or less often than there, for people.</param>
public sealed record SequenceVerdict(double Distance, bool IsAbnormal, IReadOnlyList<string> Reasons);
