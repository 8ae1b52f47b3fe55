namespace Prunella.Telemetry.Analysis;

/// <summary>A record in a case.</summary>
/// <param name="Ticks">When.</param>
/// <param name="Order">Where it stands among all records that were read.</param>
/// <param name="Key">The skeleton of its message.</param>
internal readonly record struct CaseStep(long Ticks, long Order, ulong Key);
