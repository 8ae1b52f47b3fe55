namespace Prunella.Telemetry.Otlp;

/// <summary>What a point of a metric is.</summary>
public enum OtlpMetricKind
{
    /// <summary>A value as it was at a moment.</summary>
    Gauge,

    /// <summary>A sum of what was added.</summary>
    Sum,

    /// <summary>Counts in buckets whose bounds are given.</summary>
    Histogram,

    /// <summary>Counts in buckets whose bounds are powers of one base.</summary>
    ExponentialHistogram,

    /// <summary>Quantiles that the sender has worked out.</summary>
    Summary,
}
