namespace Prunella.Health;

/// <summary>Events of a stretch of time.</summary>
/// <param name="Good">How many were good.</param>
/// <param name="Bad">How many were bad.</param>
/// <param name="Watched">Of how much of the time they were counted, in ticks.</param>
internal readonly record struct EventCounts(long Good, long Bad, long Watched)
{
    public static EventCounts operator +(EventCounts one, EventCounts other) => new(one.Good + other.Good, one.Bad + other.Bad, one.Watched + other.Watched);

    public static EventCounts operator -(EventCounts one, EventCounts other) => new(one.Good - other.Good, one.Bad - other.Bad, one.Watched - other.Watched);

    /// <summary>The share of bad ones; 0 of none.</summary>
    public double BadShare => Bad == 0 ? 0 : (double)Bad / (Good + Bad);
}
