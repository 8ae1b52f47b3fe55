namespace Prunella.Metrics;

/// <summary>A series at one moment.</summary>
/// <param name="Time">The end of the period that the point speaks for, on the hub's time line; within a series each is later than the one before.</param>
/// <param name="Value">In the unit of <see cref="SeriesKey.ValueUnit"/>; finite, and NaN where <paramref name="State"/> is not <see cref="PointState.Value"/>.</param>
/// <param name="State">Whether there is a value.</param>
public readonly record struct SeriesPoint(DateTimeOffset Time, double Value, PointState State)
{
    /// <summary>Whether there is a value.</summary>
    public bool HasValue => State == PointState.Value;
}
