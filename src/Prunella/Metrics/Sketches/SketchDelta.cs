namespace Prunella.Metrics;

/// <summary>Counts of buckets, lowest bucket first: a sketch in the making, used again and again. One thread.</summary>
internal sealed class SketchDelta
{
    private short[] _buckets = new short[256];
    private long[] _counts = new long[256];
    private int _length;

    /// <summary>The sum of the values.</summary>
    public double Sum { get; set; }

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    public ReadOnlySpan<short> Buckets => _buckets.AsSpan(0, _length);

    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        Count = 0;
        Sum = 0;
    }

    /// <summary>Adds to a bucket above all that were added before; adding none is nothing.</summary>
    public void Add(int bucket, long count)
    {
        if (count == 0)
            return;
        if (_length == _buckets.Length)
        {
            Array.Resize(ref _buckets, _length * 2);
            Array.Resize(ref _counts, _length * 2);
        }

        _buckets[_length] = (short)bucket;
        _counts[_length++] = count;
        Count += count;
    }

    /// <summary>The nearest-rank quantile; NaN of nothing.</summary>
    public double Quantile(double quantile)
    {
        if (Count == 0)
            return double.NaN;
        long rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        int at = 0;
        for (long seen = _counts[0]; seen < rank; seen += _counts[at])
            at++;
        return LogBucket.Middle(_buckets[at]);
    }
}
