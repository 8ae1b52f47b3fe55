namespace Prunella.Metrics;

/// <summary>Reads what a hub holds. Thread-safe; what is handed out is immutable.</summary>
public interface IMetricsReader
{
    /// <summary>The newest moment that is rolled up, on the hub's time line: where every window that means "until now" ends.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The time from one point to the next at full resolution.</summary>
    TimeSpan Period { get; }

    /// <summary>Every series, by number.</summary>
    IReadOnlyList<SeriesInfo> Series { get; }

    /// <summary>The series that a filter lets through, by number.</summary>
    IReadOnlyList<SeriesInfo> Find(SeriesFilter filter);

    /// <summary>The newest points of all series at one moment, and the totals since the start.</summary>
    MetricsSnapshot Snapshot();

    /// <summary>The points of a window, oldest first, at the finest resolution that is still held of its beginning, or at a coarser one that is asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    SeriesPoints Read(SeriesId series, TimeWindow window, PointResolution resolution = PointResolution.Finest);

    /// <summary>Minimum, maximum, mean and more of a window.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    SeriesStatistics Statistics(SeriesId series, TimeWindow window);

    /// <summary>
    /// The sketch of all that a histogram measured in a window, to the minute; of another kind of series the sketch of the window's points.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such series.</exception>
    QuantileSketch Sketch(SeriesId series, TimeWindow window);
}
