namespace Prunella.Metrics;

/// <summary>Is told each point of each series as it is rolled up.</summary>
/// <remarks>
/// The hub calls on its own thread, never at the same time, and the points of a series in the order of their times. A call must not block. What it
/// throws is logged, and the hub goes on; an observer that throws in <see cref="MetricsHub.ToleratedFaults"/> roll-ups one after another is not asked again.
/// Series without a point for long are not told as missing for ever: after <see cref="MetricsOptions.SilentAfter"/> the hub says nothing of them
/// until they speak again.
/// </remarks>
public interface ISeriesObserver
{
    /// <summary>Takes one point.</summary>
    void OnPoint(SeriesInfo series, in SeriesPoint point);

    /// <summary>All points of this moment have been told.</summary>
    /// <param name="time">The time of those points.</param>
    void OnRolledUp(DateTimeOffset time)
    {
    }
}
