using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>A series that is on its way to its limit. Immutable.</summary>
/// <param name="Component">Whose it is.</param>
/// <param name="Series">Which.</param>
/// <param name="Level">Where it is, in the unit of the series.</param>
/// <param name="Limit">Where it must not come.</param>
/// <param name="Lead">The time left.</param>
/// <param name="Evidence">Over how long it was seen to go there.</param>
public sealed record Exhaustion(ComponentName Component, SeriesKey Series, double Level, double Limit, LeadTime Lead, TimeSpan Evidence)
{
    /// <summary>The warning in words and numbers.</summary>
    public required string Reason { get; init; }
}
