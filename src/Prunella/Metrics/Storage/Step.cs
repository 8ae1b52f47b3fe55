namespace Prunella.Metrics;

/// <summary>One step of a tier: a period, a minute or an hour.</summary>
/// <param name="Index">The step's number since 1970.</param>
/// <param name="Mean">The mean of its values, NaN where there are none.</param>
/// <param name="Low">The least of them.</param>
/// <param name="High">The greatest of them.</param>
/// <param name="State">Whether there are any.</param>
internal readonly record struct Step(long Index, float Mean, float Low, float High, PointState State);
