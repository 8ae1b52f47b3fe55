namespace Prunella.Telemetry.Detectors;

/// <summary>By how much everything got slower or faster at once: a busy machine does that, and no change of one operation.</summary>
internal sealed class CommonShift
{
    private const int LeastOperations = 8, LeastSlots = 3;
    private const double ToDeviation = 1.4826; // of a normal distribution, from the median of absolute deviations

    private CommonShift(double shift, double spread, int operations, TimeSeries now, TimeSeries before) =>
        (Shift, Spread, Operations, Now, Before) = (shift, spread, operations, now, before);

    /// <summary>The median shift of the logarithms of own times; 0 where there are few operations.</summary>
    public double Shift { get; }

    /// <summary>How far operations differ in that, as a standard deviation.</summary>
    public double Spread { get; }

    /// <summary>Of how many operations that is.</summary>
    public int Operations { get; }

    /// <summary>By slots, the mean of how far operations are from their usual.</summary>
    public TimeSeries Now { get; }

    /// <summary>The same before.</summary>
    public TimeSeries Before { get; }

    public static CommonShift Of(DetectorInput input)
    {
        var pairs = new List<(TimeSeries Now, TimeSeries Before, double Usual)>();
        foreach ((OperationKey key, OperationProfile now) in input.Current.Operations)
        {
            if (!now.IsCall && now.Series.Slots.Length >= LeastSlots && input.Baseline?.Operations.TryGetValue(key, out OperationProfile? before) == true && before.Series.Slots.Length >= LeastSlots)
                pairs.Add((now.Series, before.Series, before.Series.Moments().Mean));
        }

        if (pairs.Count < LeastOperations)
            return new CommonShift(0, 0, pairs.Count, new TimeSeries([]), new TimeSeries([]));
        double[] shifts = [.. pairs.Select(static pair => pair.Now.Moments().Mean - pair.Usual).Order()];
        double middle = Median(shifts);
        return new CommonShift(middle, ToDeviation * Median([.. shifts.Select(shift => Math.Abs(shift - middle)).Order()]), pairs.Count,
            Joined(pairs.Select(static pair => (pair.Now, pair.Usual))), Joined(pairs.Select(static pair => (pair.Before, pair.Usual))));
    }

    private static TimeSeries Joined(IEnumerable<(TimeSeries Series, double Usual)> all) => new(
    [
        .. all.SelectMany(static one => one.Series.Slots.Select(slot => (slot.Start, slot.Count, Off: slot.Mean - one.Usual)))
            .GroupBy(static slot => slot.Start).OrderBy(static group => group.Key)
            .Select(static group => (group.Key, group.Sum(static slot => slot.Count), Median([.. group.Select(static slot => slot.Off).Order()]))),
    ]);

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
