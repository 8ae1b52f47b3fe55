using System.Numerics;

namespace Prunella.Resilience;

/// <summary>How long calls usually take: a histogram of 8 buckets per doubling, which knows the last two stretches of traffic.</summary>
/// <remarks>
/// A stretch is 2.5 s of traffic or more, and 200 answers; the first ones are shorter, so that a cold start is soon forgotten. Answers within one
/// tick of the coarse clock are counted as instant. Percentiles are good to about 9 %.
/// </remarks>
internal sealed class LatencyProfile
{
    private const int SubBuckets = 8;
    private const int Buckets = 32 * SubBuckets;
    private const int LeastSamples = 50;
    private const int StretchSamples = 200;
    private const int StretchSlices = 25;

    private int[] _recent = new int[Buckets];
    private int[] _before = new int[Buckets];
    private int[]? _unusual;
    private int _samples;
    private int _samplesBefore;
    private int _timed;
    private int _slices;
    private int _stretches;
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
        _ = Interlocked.Increment(ref _recent[BucketOf(milliseconds)]);
        _ = Interlocked.Increment(ref _timed);
    }

    /// <summary>Takes in a call that was far slower than usual, or given up after this time, as soon as <see cref="Settle"/> says that it belongs to the usual all the same.</summary>
    public void AddUnusual(long milliseconds)
    {
        int[] unusual = Volatile.Read(ref _unusual) ?? Interlocked.CompareExchange(ref _unusual, new int[Buckets], null) ?? _unusual!;
        _ = Interlocked.Increment(ref unusual[BucketOf(milliseconds)]);
    }

    /// <summary>Decides on the unusual calls since the last time. A few now and then belong to the usual; a flock of them must not become it. One thread at a time.</summary>
    public void Settle(bool usual)
    {
        if (Volatile.Read(ref _unusual) is not { } unusual)
            return;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            int count = Volatile.Read(ref unusual[bucket]) == 0 ? 0 : Interlocked.Exchange(ref unusual[bucket], 0);
            if (count == 0 || !usual)
                continue;
            _ = Interlocked.Add(ref _recent[bucket], count);
            _samples += count;
        }
    }

    /// <summary>Works the percentiles out anew. One thread at a time.</summary>
    /// <param name="answers">All good answers since the last time; those that were not added took no time worth measuring.</param>
    public void Refresh(long answers)
    {
        int timed = Interlocked.Exchange(ref _timed, 0);
        int instant = (int)Math.Clamp(answers - timed, 0, int.MaxValue / 64);
        _ = Interlocked.Add(ref _recent[0], instant);
        _samples += timed + instant;
        int samples = _samples + _samplesBefore;
        if (samples < LeastSamples)
            return;
        Volatile.Write(ref _percentile50, Quantile(0.5, samples));
        Volatile.Write(ref _percentile95, Quantile(0.95, samples));
        Volatile.Write(ref _percentile99, Quantile(0.99, samples));
        if (++_slices >= StretchSlices && _samples >= Math.Min(StretchSamples, LeastSamples << (_stretches / 2)))
            EndStretch();
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        EndStretch();
        EndStretch();
        _stretches = 0;
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
            seen += Volatile.Read(ref _recent[bucket]) + _before[bucket];
            if (seen >= wanted)
                return UpperEdge(bucket);
        }

        return UpperEdge(Buckets - 1);
    }

    // A call that still adds to what is now the stretch before is counted there: nothing is lost but its place in the sum, which the next stretch rights.
    private void EndStretch()
    {
        int[] cleared = _before;
        Array.Clear(cleared);
        (_before, _samplesBefore) = (_recent, _samples);
        Volatile.Write(ref _recent, cleared);
        (_samples, _slices) = (0, 0);
        _stretches = Math.Min(_stretches + 1, 8);
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
