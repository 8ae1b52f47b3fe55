using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Where the events of an objective come from. Called on the hub's thread.</summary>
internal interface IObjectiveFeed
{
    /// <summary>Whether the points of a series are for it; asked once for each series.</summary>
    bool Wants(SeriesInfo series) => false;

    /// <summary>Takes a point of a series that it wants; one with a value.</summary>
    /// <param name="series">The series.</param>
    /// <param name="point">The point.</param>
    /// <param name="period">The time that it speaks for.</param>
    void Take(SeriesInfo series, in SeriesPoint point, TimeSpan period)
    {
    }

    /// <summary>The events since the last call, and whether there was anything to see; what was watched is counted by the caller.</summary>
    (EventCounts Events, bool Seen) Collect(DateTimeOffset time);
}
