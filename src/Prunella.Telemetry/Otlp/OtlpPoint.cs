namespace Prunella.Telemetry.Otlp;

/// <summary>A point of a metric as it stands in a message of OTLP. Lives as long as the call that hands it over; all texts are UTF-8.</summary>
public readonly ref struct OtlpPoint
{
    /// <summary>The name of the metric.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The unit; empty where there is none.</summary>
    public ReadOnlySpan<byte> Unit { get; init; }

    /// <summary>What it is.</summary>
    public OtlpMetricKind Kind { get; init; }

    /// <summary>What a sum or a histogram counts.</summary>
    public OtlpTemporality Temporality { get; init; }

    /// <summary>Whether a sum never falls.</summary>
    public bool IsMonotonic { get; init; }

    /// <summary>Since when it counts, in nanoseconds since 1970-01-01 UTC; 0 where it does not say.</summary>
    public long Start { get; init; }

    /// <summary>When it was taken, in nanoseconds since 1970-01-01 UTC.</summary>
    public long Time { get; init; }

    /// <summary>The value of a gauge or a sum; the mean of what others counted; NaN where nothing was recorded.</summary>
    public double Value { get; init; }

    /// <summary>How many values a histogram or a summary has counted; 0 for others.</summary>
    public ulong Count { get; init; }

    /// <summary>Their sum; NaN where it is not told.</summary>
    public double Sum { get; init; }

    /// <summary>The least of them; NaN where it is not told.</summary>
    public double Min { get; init; }

    /// <summary>The greatest of them; NaN where it is not told.</summary>
    public double Max { get; init; }

    /// <summary>Its attributes.</summary>
    public OtlpAttributes Attributes { get; init; }

    /// <summary>Attributes of the service, such as <c>service.name</c>.</summary>
    public OtlpAttributes Resource { get; init; }

    internal ReadOnlySpan<byte> Message { get; init; }

    /// <summary>The value that so many of those that were counted do not exceed; within a bucket they are taken as evenly spread.</summary>
    /// <param name="share">From 0 to 1; of a summary the quantile that lies nearest to it is taken.</param>
    /// <returns>NaN where nothing was counted, or it is a gauge or a sum.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidDataException">The buckets are damaged.</exception>
    public double Quantile(double share)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in [0, 1].");
        return PointQuantile.Of(this, share);
    }
}
