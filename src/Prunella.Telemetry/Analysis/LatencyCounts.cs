using System.Numerics;

namespace Prunella.Telemetry.Analysis;

/// <summary>Durations counted in steps of a quarter of a doubling, from a microsecond to 12 days: a quantile is right to 10 %.</summary>
internal sealed class LatencyCounts
{
    /// <summary>How many steps there are.</summary>
    public const int Steps = 160;

    private readonly long[] _counts = new long[Steps];

    public long Count { get; private set; }

    /// <summary>The sum, µs.</summary>
    public double Sum { get; private set; }

    /// <summary>The longest, µs.</summary>
    public double Longest { get; private set; }

    /// <summary>The step of a duration.</summary>
    public static int StepOf(double microseconds)
    {
        if (!(microseconds >= 1))
            return 0;
        ulong quarter = (ulong)Math.Min(microseconds * 4, 1L << 44);
        int exponent = BitOperations.Log2(quarter); // 2 for one microsecond
        return Math.Min(Steps - 1, ((exponent - 2) * 4) + (int)((quarter >> (exponent - 2)) & 3));
    }

    /// <summary>Where a step begins, µs.</summary>
    public static double StartOf(int step) => (1L << (step / 4)) * (1 + (step % 4 / 4.0));

    public int Add(double microseconds)
    {
        int step = StepOf(microseconds);
        _counts[step]++;
        Count++;
        Sum += microseconds;
        Longest = Math.Max(Longest, microseconds);
        return step;
    }

    public void Absorb(LatencyCounts other)
    {
        for (int i = 0; i < Steps; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        Sum += other.Sum;
        Longest = Math.Max(Longest, other.Longest);
    }

    /// <summary>The duration that a share of all does not exceed, µs; 0 where there is none.</summary>
    public double Quantile(double share)
    {
        double rank = share * Count;
        long before = 0;
        for (int i = 0; i < Steps && Count > 0; i++)
        {
            if (_counts[i] > 0 && before + _counts[i] >= rank)
            {
                double width = StartOf(i + 1) - StartOf(i);
                return Math.Min(Longest, StartOf(i) + (width * Math.Max(0, rank - before) / _counts[i]));
            }

            before += _counts[i];
        }

        return Longest;
    }
}
