namespace Prunella.Telemetry.Detectors;

/// <summary>By how much everything got slower or faster at once: a busy machine does that, and no change of one operation.</summary>
internal static class CommonShift
{
    private const int LeastOperations = 8;
    private const double ToDeviation = 1.4826; // of a normal distribution, from the median of absolute deviations

    /// <summary>The median shift of the logarithms of own times, and how far operations differ in it; nothing where there are few operations.</summary>
    public static (double Shift, double Spread) Of(DetectorInput input)
    {
        if (input.Baseline is null)
            return default;
        double[] shifts = [.. input.Current.Operations.Where(static pair => !pair.Value.IsCall)
            .Select(pair => input.Baseline.Operations.TryGetValue(pair.Key, out OperationProfile? before) && before.Series.Slots.Length >= 3 && pair.Value.Series.Slots.Length >= 3
                ? pair.Value.Series.Moments().Mean - before.Series.Moments().Mean : double.NaN)
            .Where(double.IsFinite).Order()];
        if (shifts.Length < LeastOperations)
            return default;
        double middle = Median(shifts);
        return (middle, ToDeviation * Median([.. shifts.Select(shift => Math.Abs(shift - middle)).Order()]));
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
