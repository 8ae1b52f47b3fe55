namespace Prunella.Metrics;

/// <summary>How many values were measured and how they are distributed: any percentile within 0.8 % of the exact one. Immutable; can be merged.</summary>
/// <remarks>
/// Counts by buckets of logarithmic width, as HdrHistogram and DDSketch do (Masson et al., "DDSketch", VLDB 2019); here 64 for each power of two between
/// 2⁻³⁰ and 2⁵⁰, either sign. Values nearer to zero count as zero.
/// </remarks>
public sealed class QuantileSketch
{
    private readonly short[] _buckets;
    private readonly long[] _counts;

    internal QuantileSketch(short[] buckets, long[] counts, double sum)
    {
        _buckets = buckets;
        _counts = counts;
        Sum = sum;
        foreach (long count in counts)
            Count += count;
    }

    /// <summary>Of nothing.</summary>
    public static QuantileSketch Empty { get; } = new([], [], 0);

    /// <summary>How many values.</summary>
    public long Count { get; }

    /// <summary>The sum of the values.</summary>
    public double Sum { get; }

    /// <summary>The mean of the values; NaN where there are none.</summary>
    public double Mean => Sum / Count;

    /// <summary>The buckets that hold values, lowest first.</summary>
    internal ReadOnlySpan<short> Buckets => _buckets;

    /// <summary>How many values each of <see cref="Buckets"/> holds.</summary>
    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>The sketch of some values; what is not a finite number is left out.</summary>
    public static QuantileSketch Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SortedDictionary<short, long> counts = [];
        double sum = 0;
        foreach (double value in values.Where(double.IsFinite))
        {
            short bucket = (short)LogBucket.Of(value);
            counts[bucket] = counts.GetValueOrDefault(bucket) + 1;
            sum += value;
        }

        return From(counts, sum);
    }

    /// <summary>The sketch of all that the given ones are of.</summary>
    public static QuantileSketch Merge(IEnumerable<QuantileSketch> sketches)
    {
        ArgumentNullException.ThrowIfNull(sketches);
        SortedDictionary<short, long> counts = [];
        double sum = 0;
        foreach (QuantileSketch sketch in sketches)
        {
            sum += sketch.Sum;
            for (int i = 0; i < sketch._buckets.Length; i++)
                counts[sketch._buckets[i]] = counts.GetValueOrDefault(sketch._buckets[i]) + sketch._counts[i];
        }

        return From(counts, sum);
    }

    /// <summary>The value that the share <paramref name="quantile"/> of all values does not exceed (nearest rank), within 0.8 %.</summary>
    /// <param name="quantile">0 to 1: 0.99 for the 99th percentile.</param>
    /// <returns>NaN where there are no values.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not 0 to 1.</exception>
    public double Quantile(double quantile)
    {
        if (quantile is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile lies in [0, 1].");
        if (Count == 0)
            return double.NaN;
        long rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        int at = 0;
        for (long seen = _counts[0]; seen < rank; seen += _counts[at])
            at++;
        return LogBucket.Middle(_buckets[at]);
    }

    /// <summary>How many values are at most <paramref name="bound"/>; of the bucket that the bound lies in, all count.</summary>
    public long CountUpTo(double bound)
    {
        if (double.IsNaN(bound))
            return 0;
        int last = double.IsPositiveInfinity(bound) ? short.MaxValue : double.IsNegativeInfinity(bound) ? short.MinValue : LogBucket.Of(bound);
        long count = 0;
        for (int i = 0; i < _buckets.Length && _buckets[i] <= last; i++)
            count += _counts[i];
        return count;
    }

    private static QuantileSketch From(SortedDictionary<short, long> counts, double sum) => new([.. counts.Keys], [.. counts.Values], sum);
}
