namespace Prunella.Telemetry.Detectors;

/// <summary>By how much everything got slower or faster at once: a busy machine does that, and no change of one operation.</summary>
internal sealed class CommonShift
{
    private const int LeastOperations = 8, LeastWays = 3, LeastSlots = 3;
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

    /// <summary>Of the own times of operations.</summary>
    public static CommonShift Of(DetectorInput input) => Of(LeastOperations, input.Current.Operations.Where(static pair => !pair.Value.IsCall)
        .Select(pair => (pair.Value.Series, input.Baseline?.Operations.GetValueOrDefault(pair.Key)?.Series)));

    /// <summary>Of the ways between services: a busy machine makes all of them longer.</summary>
    public static CommonShift OfWays(Dictionary<(string Caller, string Callee), CallProfile> now, Dictionary<(string Caller, string Callee), CallProfile> before) =>
        Of(LeastWays, now.Select(pair => (pair.Value.Series, before.GetValueOrDefault(pair.Key)?.Series)));

    private static CommonShift Of(int least, IEnumerable<(TimeSeries Now, TimeSeries? Before)> all)
    {
        (TimeSeries Now, TimeSeries Before, double Usual)[] pairs = [.. all.Where(static one => one.Now.Slots.Length >= LeastSlots && one.Before?.Slots.Length >= LeastSlots)
            .Select(static one => (one.Now, one.Before!, one.Before!.Moments().Mean))];
        if (pairs.Length < least)
            return new CommonShift(0, 0, pairs.Length, new TimeSeries([]), new TimeSeries([]));
        double[] shifts = [.. pairs.Select(static pair => pair.Now.Moments().Mean - pair.Usual).Order()];
        double middle = Median(shifts);
        return new CommonShift(middle, ToDeviation * Median([.. shifts.Select(shift => Math.Abs(shift - middle)).Order()]), pairs.Length,
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
