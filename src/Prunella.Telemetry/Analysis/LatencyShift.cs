using System.Collections.Immutable;

namespace Prunella.Telemetry.Analysis;

/// <summary>The moment from which on an operation takes longer.</summary>
/// <param name="Step">The first step of time that is slower.</param>
/// <param name="Before">The middle duration before.</param>
/// <param name="After">The middle duration since.</param>
/// <param name="Score">How many standard errors apart the means of the logarithms are.</param>
internal readonly record struct LatencyShift(int Step, TimeSpan Before, TimeSpan After, double Score)
{
    private const int Enough = 40;
    private const double LeastRatio = 1.5, LeastScore = 7;

    /// <summary>How many times as long.</summary>
    public double Ratio => After / Before;

    /// <returns>Null where it does not become slower, or not surely.</returns>
    public static LatencyShift? Find(OperationSummary operation)
    {
        var before = new Moments();
        Moments after = default;
        foreach (ImmutableArray<int> row in operation.Heat)
            after.Add(row, 1);
        (int best, double score) = (-1, LeastScore);
        for (int step = 0; step < operation.Heat.Length - 1; step++)
        {
            before.Add(operation.Heat[step], 1);
            after.Add(operation.Heat[step], -1);
            if (before.Count < Enough || after.Count < Enough)
                continue;
            double z = (after.Mean - before.Mean) / Math.Sqrt((before.Variance / before.Count) + (after.Variance / after.Count) + 1e-6);
            if (z > score)
                (best, score) = (step + 1, z);
        }

        if (best < 0)
            return null;
        var shift = new LatencyShift(best, Median(operation.Heat.Take(best)), Median(operation.Heat.Skip(best)), score);
        return shift.Ratio >= LeastRatio ? shift : null;
    }

    private static TimeSpan Median(IEnumerable<ImmutableArray<int>> rows)
    {
        var sum = new int[LatencyCounts.Steps];
        foreach (ImmutableArray<int> row in rows)
        {
            if (!row.IsEmpty)
                ShapeTally.Add(sum, row.AsSpan());
        }

        long half = sum.Sum(static n => (long)n) / 2, seen = 0;
        int step = Array.FindIndex(sum, n => (seen += n) > half);
        return TimeSpan.FromMicroseconds((LatencyCounts.StartOf(step) + LatencyCounts.StartOf(step + 1)) / 2);
    }

    private struct Moments
    {
        private double _sum, _squares;

        public long Count { get; private set; }

        public readonly double Mean => _sum / Count;

        public readonly double Variance => Math.Max(0, (_squares / Count) - (Mean * Mean));

        public void Add(ImmutableArray<int> row, int sign)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] == 0)
                    continue;
                double count = (double)sign * row[i], value = i / 4.0; // in doublings
                Count += sign * row[i];
                _sum += count * value;
                _squares += count * value * value;
            }
        }
    }
}
