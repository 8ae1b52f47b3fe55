using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Sequences;

/// <summary>How often each step occurs in normal sequences, and how far another may be from them. Immutable.</summary>
/// <remarks>
/// A sequence is compared by the counts of its steps with the nearest normal one. The limit comes from the normal sequences alone: each is
/// judged by the others, and as many may be called abnormal as the budget of false alarms allows.
/// </remarks>
public sealed class SequenceProfile
{
    /// <summary>Most different normal sequences that are kept; the most frequent are.</summary>
    public const int MaxPatterns = 4096;

    private readonly Dictionary<string, int> _steps;
    private readonly int[][] _patterns;

    private SequenceProfile(Dictionary<string, int> steps, int[][] patterns, double limit) => (_steps, _patterns, Limit) = (steps, patterns, limit);

    /// <summary>A sequence with a larger distance is abnormal; 0 to 1.</summary>
    public double Limit { get; }

    /// <summary>Learns what is normal.</summary>
    /// <param name="normal">The steps of each normal sequence.</param>
    /// <param name="falseAlarms">The share of normal sequences that may be called abnormal. Default 0.01; from 0 to below 1.</param>
    /// <exception cref="ArgumentException">There is no sequence.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="falseAlarms"/> is not from 0 to below 1.</exception>
    public static SequenceProfile Learn(IEnumerable<IReadOnlyList<string>> normal, double falseAlarms = 0.01)
    {
        ArgumentNullException.ThrowIfNull(normal);
        if (falseAlarms is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(falseAlarms), falseAlarms, "A share lies in [0, 1).");
        var steps = new Dictionary<string, int>(StringComparer.Ordinal);
        var patterns = new Dictionary<string, (int[] Counts, int Seen)>(StringComparer.Ordinal);
        foreach (IReadOnlyList<string> sequence in normal)
        {
            foreach (string step in sequence)
                steps.TryAdd(step, steps.Count);
            int[] counts = Counts(steps, sequence, out _);
            ReadOnlySpan<int> used = counts.AsSpan().TrimEnd(0); // steps that were met later do not change what this is
            string key = new(MemoryMarshal.Cast<int, char>(used));
            patterns[key] = (used.ToArray(), patterns.GetValueOrDefault(key).Seen + 1);
        }

        (int[] Counts, int Seen)[] kept = [.. patterns.OrderByDescending(static p => p.Value.Seen).ThenBy(static p => p.Key, StringComparer.Ordinal).Take(MaxPatterns).Select(static p => p.Value)];
        if (kept.Length == 0)
            throw new ArgumentException("Nothing can be learnt from no sequence.", nameof(normal));
        int[][] vectors = [.. kept.Select(static pattern => pattern.Counts)];
        return new SequenceProfile(steps, vectors, LimitOf(kept, vectors, falseAlarms));
    }

    /// <summary>Judges a sequence.</summary>
    /// <param name="sequence">Its steps.</param>
    public SequenceVerdict Judge(IReadOnlyList<string> sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        int[] counts = Counts(_steps, sequence, out int unknown);
        (double distance, int nearest) = Nearest(counts, unknown, _patterns, except: -1);
        var reasons = new List<string>();
        foreach ((string step, int number) in _steps)
        {
            int usual = number < _patterns[nearest].Length ? _patterns[nearest][number] : 0;
            if (counts[number] != usual)
                reasons.Add($"'{step}' {counts[number]} times, in the nearest normal sequence {usual}");
        }

        reasons.AddRange(sequence.Where(step => !_steps.ContainsKey(step)).Distinct(StringComparer.Ordinal).Select(static step => $"'{step}' was never seen"));
        return new SequenceVerdict(distance, distance > Limit, reasons);
    }

    private static double LimitOf((int[] Counts, int Seen)[] patterns, int[][] vectors, double falseAlarms)
    {
        var distances = new List<(double Distance, int Seen)>(patterns.Length);
        for (int i = 0; i < patterns.Length; i++)
            distances.Add((patterns[i].Seen > 1 ? 0 : patterns.Length == 1 ? 0 : Nearest(vectors[i], 0, vectors, i).Distance, patterns[i].Seen));
        distances.Sort(static (a, b) => a.Distance.CompareTo(b.Distance));
        long below = (long)((1 - falseAlarms) * (distances.Sum(static d => (long)d.Seen) - 1));
        foreach ((double distance, int seen) in distances)
        {
            below -= seen;
            if (below < 0)
                return distance;
        }

        return distances[^1].Distance;
    }

    /// <summary>The share of steps that one of both has and the other has not.</summary>
    private static (double Distance, int Index) Nearest(int[] counts, int unknown, int[][] patterns, int except)
    {
        (double distance, int index) = (double.PositiveInfinity, 0);
        for (int i = 0; i < patterns.Length; i++)
        {
            if (i == except)
                continue;
            long different = unknown, all = unknown;
            int longest = Math.Max(counts.Length, patterns[i].Length);
            for (int k = 0; k < longest; k++)
            {
                int a = k < counts.Length ? counts[k] : 0, b = k < patterns[i].Length ? patterns[i][k] : 0;
                different += Math.Abs(a - b);
                all += a + b;
            }

            double share = all == 0 ? 0 : (double)different / all;
            if (share < distance)
                (distance, index) = (share, i);
        }

        return (distance, index);
    }

    private static int[] Counts(Dictionary<string, int> steps, IReadOnlyList<string> sequence, out int unknown)
    {
        var counts = new int[steps.Count];
        unknown = 0;
        foreach (string step in sequence)
        {
            if (steps.TryGetValue(step, out int number))
                counts[number]++;
            else
                unknown++;
        }

        return counts;
    }
}
