namespace Prunella.Metrics;

/// <summary>What the values of a series are. A histogram makes three series for each set of tags.</summary>
public enum SeriesKind
{
    /// <summary>A value that goes up and down: the newest one.</summary>
    Gauge,

    /// <summary>A total that only grows: its increase for each second.</summary>
    Counter,

    /// <summary>A total that grows and shrinks: the total itself.</summary>
    UpDownCounter,

    /// <summary>How many measurements a histogram took for each second.</summary>
    HistogramRate,

    /// <summary>The median of what a histogram measured within the period.</summary>
    HistogramMedian,

    /// <summary>The 99th percentile of what a histogram measured within the period.</summary>
    HistogramTail,
}
