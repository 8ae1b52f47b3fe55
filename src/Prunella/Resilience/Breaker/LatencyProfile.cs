using System.Numerics;

namespace Prunella.Resilience;

/// <summary>How long calls usually take: a histogram of 8 buckets per doubling, which forgets.</summary>
/// <remarks>It forgets half after some seconds of traffic, but never so much that a percentile would be a guess. Answers within one tick of the coarse clock are counted as instant. Percentiles are good to about 9 %.</remarks>
internal sealed class LatencyProfile
{
    private const int SubBuckets = 8;
    private const int Buckets = 32 * SubBuckets;
    private const int Memory = 16_384;
    private const int LeastSamples = 50;
    private const int SlicesToHalve = 50;   // so that a slow start is forgotten within a minute
    private const int LeastToHalve = 400;
    private const int FirstToHalve = 100;   // what is known at first is mostly the cold start

    private readonly int[] _counts = new int[Buckets];
    private int _samples;
    private int _timed;
    private int _unanswered;
    private int _slices;
    private int _leastToHalve = FirstToHalve;
    private long _percentile50;
    private long _percentile95 = long.MaxValue;
    private long _percentile99 = long.MaxValue;

    /// <summary>The median in milliseconds; 0 while unknown.</summary>
    public long Percentile50 => Volatile.Read(ref _percentile50);

    /// <summary>In milliseconds; <see cref="long.MaxValue"/> while too little is known.</summary>
    public long Percentile95 => Volatile.Read(ref _percentile95);

    /// <summary>In milliseconds; <see cref="long.MaxValue"/> while too little is known.</summary>
    public long Percentile99 => Volatile.Read(ref _percentile99);

    public void Add(long milliseconds)
    {
        _ = Interlocked.Increment(ref _counts[BucketOf(milliseconds)]);
        _ = Interlocked.Increment(ref _timed);
    }

    /// <summary>Takes in a call that was given up: it would have taken this long or longer.</summary>
    public void AddUnanswered(long milliseconds)
    {
        _ = Interlocked.Increment(ref _counts[BucketOf(milliseconds)]);
        _ = Interlocked.Increment(ref _unanswered);
    }

    /// <summary>Works the percentiles out anew. One thread at a time.</summary>
    /// <param name="answers">All good answers since the last time; those that were not added took no time worth measuring.</param>
    public void Refresh(long answers)
    {
        int timed = Interlocked.Exchange(ref _timed, 0);
        int instant = (int)Math.Clamp(answers - timed, 0, Memory);
        _ = Interlocked.Add(ref _counts[0], instant);
        int samples = _samples += timed + instant + Interlocked.Exchange(ref _unanswered, 0);
        if (samples < LeastSamples)
            return;
        Volatile.Write(ref _percentile50, Quantile(0.5, samples));
        Volatile.Write(ref _percentile95, Quantile(0.95, samples));
        Volatile.Write(ref _percentile99, Quantile(0.99, samples));
        if (samples >= Memory || ++_slices >= SlicesToHalve && samples >= _leastToHalve)
            Halve();
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        Array.Clear(_counts);
        _samples = 0;
        _leastToHalve = FirstToHalve;
        Volatile.Write(ref _percentile50, 0);
        Volatile.Write(ref _percentile95, long.MaxValue);
        Volatile.Write(ref _percentile99, long.MaxValue);
    }

    private long Quantile(double share, int samples)
    {
        long wanted = (long)Math.Ceiling(share * samples);
        long seen = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            seen += Volatile.Read(ref _counts[bucket]);
            if (seen >= wanted)
                return UpperEdge(bucket);
        }

        return UpperEdge(Buckets - 1);
    }

    // The odd one of a bucket goes on to the next: rounded down in each, the few slow calls of a cold start would never be forgotten.
    private void Halve()
    {
        int left = 0;
        int odd = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            int count = Volatile.Read(ref _counts[bucket]);
            int kept = (count + odd) / 2;
            odd = (count + odd) & 1;
            left += kept;
            _ = Interlocked.Add(ref _counts[bucket], kept - count);
        }

        _samples = left;
        _slices = 0;
        _leastToHalve = Math.Min(LeastToHalve, 2 * _leastToHalve);
    }

    private static int BucketOf(long milliseconds)
    {
        if (milliseconds < SubBuckets)
            return (int)Math.Max(0, milliseconds);
        int log = BitOperations.Log2((ulong)milliseconds);
        int bucket = (log - 2) * SubBuckets + (int)((milliseconds >> (log - 3)) & (SubBuckets - 1));
        return Math.Min(bucket, Buckets - 1);
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;
        int log = bucket / SubBuckets + 2;
        return ((long)(SubBuckets + bucket % SubBuckets + 1) << (log - 3)) - 1;
    }
}
