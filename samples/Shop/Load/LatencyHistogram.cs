using System.Numerics;

namespace Shop.Load;

/// <summary>Latencies in logarithmic buckets: constant memory, and percentiles at most 1/32 above the truth. Not thread-safe.</summary>
/// <remarks>Buckets of one microsecond up to 32 µs; above that, 32 equal buckets for each power of two.</remarks>
public sealed class LatencyHistogram
{
    private const int Halvings = 5; // 32 buckets for each power of two
    private const int PerPower = 1 << Halvings;
    private const int Powers = 27;  // up to 2^31 µs, 35 minutes; what is longer shares the last bucket

    private readonly int[] _buckets = new int[PerPower * Powers];
    private long _max;

    /// <summary>How many were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The longest, exactly; zero where none was recorded.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(_max);

    /// <summary>Adds a latency; a negative one counts as zero.</summary>
    public void Record(TimeSpan latency)
    {
        long micros = Math.Max(0, (long)latency.TotalMicroseconds);
        _buckets[IndexOf(micros)]++;
        _max = Math.Max(_max, micros);
        Count++;
    }

    /// <summary>Adds all that another has recorded.</summary>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < _buckets.Length; i++)
            _buckets[i] += other._buckets[i];
        _max = Math.Max(_max, other._max);
        Count += other.Count;
    }

    /// <summary>The smallest recorded latency that at least this share lies at or below (nearest rank), rounded up to its bucket.</summary>
    /// <param name="share">0 to 1, as 0.99.</param>
    /// <returns>Zero where none was recorded.</returns>
    public TimeSpan Percentile(double share)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies in 0 to 1.");
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (int i = 0; i < _buckets.Length - 1; i++)
        {
            seen += _buckets[i];
            if (seen >= rank)
                return TimeSpan.FromMicroseconds(Math.Min(_max, LargestOf(i)));
        }

        return Max;
    }

    private static int IndexOf(long micros)
    {
        if (micros < PerPower)
            return (int)micros;
        int power = BitOperations.Log2((ulong)micros) - Halvings; // 0 for 32 to 63
        return Math.Min(PerPower * Powers - 1, PerPower * power + (int)(micros >> power));
    }

    private static long LargestOf(int index)
    {
        if (index < PerPower)
            return index;
        int power = index / PerPower - 1;
        return ((index - (long)PerPower * power + 1) << power) - 1;
    }
}
