using System.Runtime.CompilerServices;

namespace Prunella.Metrics;

/// <summary>Where a histogram's measurements are counted. Many threads add, one reads; nothing is ever reset, so nothing counted is lost.</summary>
/// <remarks>A power of two gets its 64 counts when a value first falls into it; beyond <see cref="MaxPages"/> of them values count in zero's bucket.</remarks>
internal sealed class Distribution
{
    /// <summary>The most powers of two that one distribution holds.</summary>
    public const int MaxPages = 32;

    private const int CollisionsBeforeSplit = 32;

    private readonly StripedSum _sum = new();
    private readonly Stripe _first = new();
    private Stripe[]? _stripes;
    private int _collisions;
    private int _pages;

    /// <summary>The sum of all values so far.</summary>
    public double Sum => _sum.Total;

    /// <summary>Counts a finite value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        uint power = LogBucket.PowerOf(bits);
        Stripe stripe = _stripes is null ? _first : _stripes[Stripes.Current];
        if (power < LogBucket.Powers && stripe.Positive[power] is { } page)
        {
            ref int count = ref page[LogBucket.WithinPower(bits)];
            int seen = count;
            if (Interlocked.CompareExchange(ref count, seen + 1, seen) != seen)
                Collided(ref count);
        }
        else
        {
            RecordSlowly(value, stripe);
        }

        _sum.Add(value);
    }

    /// <summary>How many values counted as zero so far; runs over at 2³².</summary>
    public uint Zeros
    {
        get
        {
            uint zeros = (uint)Volatile.Read(ref _first.Zeros);
            foreach (Stripe stripe in Volatile.Read(ref _stripes) ?? [])
                zeros += (uint)Volatile.Read(ref stripe.Zeros);
            return zeros;
        }
    }

    /// <summary>The counts of a power of two so far; each runs over at 2³².</summary>
    /// <param name="power">From 0.</param>
    /// <param name="negative">Whether of the negative values.</param>
    /// <param name="counts">Takes <see cref="LogBucket.InPower"/> counts.</param>
    /// <returns>Whether any value ever fell into it; if not, <paramref name="counts"/> stay as they are.</returns>
    public bool TryRead(int power, bool negative, Span<uint> counts)
    {
        bool found = false;
        Add(_first, counts);
        foreach (Stripe stripe in Volatile.Read(ref _stripes) ?? [])
            Add(stripe, counts);
        return found;

        void Add(Stripe stripe, Span<uint> counts)
        {
            int[]?[]? pages = negative ? Volatile.Read(ref stripe.Negative) : stripe.Positive;
            if (pages is null || Volatile.Read(ref pages[power]) is not { } page)
                return;
            if (!found)
                counts.Clear();
            found = true;
            for (int i = 0; i < page.Length; i++)
                counts[i] += (uint)Volatile.Read(ref page[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Collided(ref int count)
    {
        _ = Interlocked.Increment(ref count);
        if (_stripes is not null || Environment.ProcessorCount == 1 || Interlocked.Increment(ref _collisions) < CollisionsBeforeSplit)
            return;
        var stripes = new Stripe[Stripes.Count];
        for (int i = 0; i < stripes.Length; i++)
            stripes[i] = new Stripe();
        _ = Interlocked.CompareExchange(ref _stripes, stripes, comparand: null);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordSlowly(double value, Stripe stripe)
    {
        int bucket = LogBucket.Of(value);
        int index = Math.Abs(bucket) - 1;
        if (bucket == 0 || PageOf(stripe, index / LogBucket.InPower, negative: bucket < 0) is not { } page)
            _ = Interlocked.Increment(ref stripe.Zeros);
        else
            _ = Interlocked.Increment(ref page[index % LogBucket.InPower]);
    }

    private int[]? PageOf(Stripe stripe, int power, bool negative)
    {
        if (negative && stripe.Negative is null)
            _ = Interlocked.CompareExchange(ref stripe.Negative, new int[]?[LogBucket.Powers], comparand: null);
        ref int[]? page = ref negative ? ref stripe.Negative![power] : ref stripe.Positive[power];
        if (page is null && Volatile.Read(ref _pages) < MaxPages * (_stripes is null ? 1 : Stripes.Count))
        {
            if (Interlocked.CompareExchange(ref page, new int[LogBucket.InPower], comparand: null) is null)
                _ = Interlocked.Increment(ref _pages);
        }

        return page;
    }

    private sealed class Stripe
    {
        public readonly int[]?[] Positive = new int[]?[LogBucket.Powers];
        public int[]?[]? Negative;
        public int Zeros;
    }
}
