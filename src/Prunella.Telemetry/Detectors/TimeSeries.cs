using System.Collections.Immutable;

namespace Prunella.Telemetry.Detectors;

/// <summary>How long something took, a mean of logarithms for each slot of time. Immutable.</summary>
/// <param name="Slots">The slots that have values, by time: start in seconds since 1970, count, and mean of the natural logarithm of milliseconds plus 0.1.</param>
public sealed record TimeSeries(ImmutableArray<(long Start, long Count, double Mean)> Slots)
{
    /// <summary>The slot's length in seconds.</summary>
    public const int SlotSeconds = 10;

    /// <summary>Added before the logarithm is taken, in milliseconds.</summary>
    public const double Little = 0.1;

    /// <summary>Mean and variance over the slots: load and neighbours make slots differ, so they count and not the values in them.</summary>
    public (double Mean, double Variance, int Count) Moments()
    {
        if (Slots.Length == 0)
            return (0, 0, 0);
        double mean = Slots.Average(static slot => slot.Mean);
        return (mean, Slots.Length > 1 ? Slots.Sum(slot => (slot.Mean - mean) * (slot.Mean - mean)) / (Slots.Length - 1) : 0, Slots.Length);
    }

    /// <summary>The slot from which on the values are other than before, by the largest cumulated deviation from the mean; null where there are too few.</summary>
    /// <remarks>Source: Page, "Continuous inspection schemes", Biometrika 1954.</remarks>
    public DateTimeOffset? ChangePoint()
    {
        if (Slots.Length < 6)
            return null;
        (double mean, _, _) = Moments();
        double sum = 0, most = 0;
        int place = 0;
        for (int i = 0; i < Slots.Length - 1; i++)
        {
            sum += Slots[i].Mean - mean;
            if (Math.Abs(sum) > most)
                (most, place) = (Math.Abs(sum), i + 1);
        }

        return DateTimeOffset.FromUnixTimeSeconds(Slots[place].Start);
    }
}
