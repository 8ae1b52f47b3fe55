namespace Prunella.Metrics;

/// <summary>What is new in a distribution since the last look, what a minute brought, and all since the start. One thread.</summary>
internal sealed class DistributionRollUp(Distribution distribution)
{
    private readonly Page?[] _positive = new Page?[LogBucket.Powers];
    private Page?[]? _negative;
    private ulong _zeros;
    private uint _minuteZeros;
    private double _sum;
    private double _minuteSum;

    /// <summary>Adds what is new to <paramref name="delta"/>, lowest bucket first.</summary>
    public void Advance(SketchDelta delta)
    {
        delta.Clear();
        double sum = distribution.Sum;
        delta.Sum = sum - _sum;
        _minuteSum += delta.Sum;
        _sum = sum;
        Span<uint> counts = stackalloc uint[LogBucket.InPower];
        for (int power = LogBucket.Powers - 1; power >= 0; power--)
        {
            if (distribution.TryRead(power, negative: true, counts))
                Advance((_negative ??= new Page?[LogBucket.Powers])[power] ??= new Page(), counts, power, negative: true, delta);
        }

        uint zeros = distribution.Zeros - (uint)_zeros;
        _zeros += zeros;
        _minuteZeros += zeros;
        delta.Add(0, zeros);
        for (int power = 0; power < LogBucket.Powers; power++)
        {
            if (distribution.TryRead(power, negative: false, counts))
                Advance(_positive[power] ??= new Page(), counts, power, negative: false, delta);
        }
    }

    /// <summary>Adds what came since the last call to <paramref name="delta"/>, lowest bucket first, and begins a new minute.</summary>
    public void TakeMinute(SketchDelta delta)
    {
        delta.Clear();
        delta.Sum = _minuteSum;
        ForEach((bucket, page, i) =>
        {
            delta.Add(bucket, page.Minute[i]);
            page.Minute[i] = 0;
        }, () => delta.Add(0, _minuteZeros));
        _minuteSum = 0;
        _minuteZeros = 0;
    }

    /// <summary>All since the start.</summary>
    public QuantileSketch Total() => Gather(static (page, i) => page.Total[i], (long)_zeros, _sum);

    /// <summary>What came since the minute was taken last.</summary>
    public QuantileSketch OpenMinute() => Gather(static (page, i) => page.Minute[i], _minuteZeros, _minuteSum);

    private QuantileSketch Gather(Func<Page, int, long> count, long zeros, double sum)
    {
        List<short> buckets = [];
        List<long> counts = [];
        ForEach((bucket, page, i) => Add(bucket, count(page, i)), () => Add(0, zeros));
        return new QuantileSketch([.. buckets], [.. counts], sum);

        void Add(int bucket, long count)
        {
            if (count == 0)
                return;
            buckets.Add((short)bucket);
            counts.Add(count);
        }
    }

    private static void Advance(Page page, ReadOnlySpan<uint> counts, int power, bool negative, SketchDelta delta)
    {
        for (int at = 0; at < LogBucket.InPower; at++)
        {
            int i = negative ? LogBucket.InPower - 1 - at : at;
            uint more = counts[i] - (uint)page.Total[i];
            if (more == 0)
                continue;
            page.Total[i] += more;
            page.Minute[i] += more;
            int bucket = 1 + (power * LogBucket.InPower) + i;
            delta.Add(negative ? -bucket : bucket, more);
        }
    }

    private void ForEach(Action<int, Page, int> visit, Action visitZero)
    {
        for (int bucket = -LogBucket.Last; bucket <= LogBucket.Last; bucket++)
        {
            if (bucket == 0)
            {
                visitZero();
                continue;
            }

            int index = Math.Abs(bucket) - 1;
            if ((bucket < 0 ? _negative : _positive)?[index / LogBucket.InPower] is { } page)
                visit(bucket, page, index % LogBucket.InPower);
            else
                bucket = bucket < 0 ? -((index / LogBucket.InPower) * LogBucket.InPower) - 1 : ((index / LogBucket.InPower) + 1) * LogBucket.InPower;
        }
    }

    private sealed class Page
    {
        public readonly long[] Total = new long[LogBucket.InPower];
        public readonly uint[] Minute = new uint[LogBucket.InPower];
    }
}
