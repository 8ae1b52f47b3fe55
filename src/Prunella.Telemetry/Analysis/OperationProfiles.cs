using System.Collections.Immutable;
using Prunella.Metrics;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>Makes the profile of an operation of the durations that a statement told.</summary>
internal static class OperationProfiles
{
    private const int Drawn = 512;

    /// <returns>Null where it told none in the period.</returns>
    /// <param name="shapes">The statement's skeletons.</param>
    /// <param name="range">The period.</param>
    /// <param name="stepSeconds">The length of a step.</param>
    /// <param name="firstSecond">When the axis begins, in seconds since 1970.</param>
    /// <param name="example">One of its records.</param>
    public static OperationProfile? Of(List<ShapeTally> shapes, StepRange range, long stepSeconds, long firstSecond, RecordEvidence example)
    {
        if (shapes.TrueForAll(static shape => shape.Latency is null))
            return null;
        int perSlot = (int)Math.Max(1, TimeSeries.SlotSeconds / stepSeconds); // steps may be shorter than the slots that detectors compare
        var slots = ImmutableArray.CreateBuilder<(long, long, double)>();
        long[] all = new long[LatencyCounts.Steps];
        for (int first = range.First; first < range.End; first += perSlot)
        {
            (long count, double sum) = (0, 0);
            for (int step = first; step < Math.Min(first + perSlot, range.End); step++)
            {
                foreach (ShapeTally shape in shapes)
                {
                    if (shape.Heat[step] is not { } row)
                        continue;
                    for (int i = 0; i < row.Length; i++)
                    {
                        if (row[i] == 0)
                            continue;
                        all[i] += row[i];
                        count += row[i];
                        sum += row[i] * Math.Log(TimeSeries.Little + Milliseconds(i));
                    }
                }
            }

            if (count > 0)
                slots.Add((firstSecond + first * stepSeconds, count, sum / count));
        }

        long calls = all.Sum();
        if (calls == 0)
            return null;
        QuantileSketch durations = Sketch(all, calls);
        return new OperationProfile(calls, 0, durations, durations, new TimeSeries(slots.DrainToImmutable()), ImmutableDictionary<string, long>.Empty, IsCall: false, example, Failed: null);
    }

    // As many values as tell a quantile to half a hundredth.
    private static QuantileSketch Sketch(long[] counts, long all)
    {
        var values = new List<double>(Drawn);
        long before = 0;
        for (int i = 0, drawn = 0; i < counts.Length; i++)
        {
            before += counts[i];
            for (; drawn < Drawn && (drawn + 0.5) / Drawn * all <= before && counts[i] > 0; drawn++)
                values.Add(Milliseconds(i));
        }

        return QuantileSketch.Of(values);
    }

    private static double Milliseconds(int step) => (LatencyCounts.StartOf(step) + LatencyCounts.StartOf(step + 1)) / 2000;
}
