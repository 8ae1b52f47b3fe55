namespace Prunella.Metrics;

/// <summary>Answers questions about the series of a registry. Any thread.</summary>
internal sealed class SeriesReader(SeriesRegistry registry, StoreShape shape)
{
    public IReadOnlyList<SeriesInfo> All()
    {
        ReadOnlySpan<SeriesSlot> slots = registry.Series;
        var infos = new SeriesInfo[slots.Length];
        for (int i = 0; i < infos.Length; i++)
            infos[i] = slots[i].Info;
        return infos;
    }

    public MetricsSnapshot Snapshot(DateTimeOffset now)
    {
        List<SeriesReading> readings = [];
        foreach (Recorder recorder in registry.Recorders)
            recorder.Read(readings);
        readings.Sort(static (one, other) => one.Series.Id.CompareTo(other.Series.Id));
        return new MetricsSnapshot(now, readings);
    }

    public SeriesPoints Read(SeriesId series, TimeWindow window, PointResolution resolution)
    {
        SeriesSlot slot = SlotOf(series);
        (PointResolution tier, List<Step> steps) = Steps(slot, window, resolution);
        SeriesPoint[] means = Points(steps, tier, static step => step.Mean);
        return tier == PointResolution.Period
            ? new SeriesPoints(slot.Info, window, shape.Period, means, means, means)
            : new SeriesPoints(slot.Info, window, shape.Length(tier), means, Points(steps, tier, static step => step.Low), Points(steps, tier, static step => step.High));
    }

    public SeriesStatistics Statistics(SeriesId series, TimeWindow window)
    {
        (PointResolution tier, List<Step> steps) = Steps(SlotOf(series), window, PointResolution.Finest);
        int count = 0, missing = 0, resets = 0;
        double low = double.NaN, high = double.NaN, mean = 0, squares = 0, first = double.NaN, last = double.NaN;
        foreach (Step step in steps)
        {
            if (step.State != PointState.Value)
            {
                _ = step.State == PointState.Reset ? resets++ : missing++;
                continue;
            }

            if (count++ == 0)
                (low, high, first) = (step.Low, step.High, step.Mean);
            low = Math.Min(low, step.Low);
            high = Math.Max(high, step.High);
            last = step.Mean;
            double distance = step.Mean - mean; // Welford's: no large squares to subtract
            mean += distance / count;
            squares += distance * (step.Mean - mean);
        }

        return new SeriesStatistics(window, shape.Length(tier), count, missing, resets, low, high, count == 0 ? double.NaN : mean,
            count == 0 ? double.NaN : Math.Sqrt(squares / count), first, last);
    }

    public QuantileSketch Sketch(SeriesId series, TimeWindow window)
    {
        SeriesSlot slot = SlotOf(series);
        if (registry.DistributionOf(series) is { } distribution)
            return distribution.Within(window);
        return QuantileSketch.Of(Steps(slot, window, PointResolution.Finest).Steps.Select(static step => (double)step.Mean));
    }

    private SeriesSlot SlotOf(SeriesId series)
    {
        ReadOnlySpan<SeriesSlot> slots = registry.Series;
        return (uint)series.Value < (uint)slots.Length
            ? slots[series.Value]
            : throw new ArgumentOutOfRangeException(nameof(series), series.Value, $"There are {slots.Length} series, numbered from 0.");
    }

    private (PointResolution Tier, List<Step> Steps) Steps(SeriesSlot slot, TimeWindow window, PointResolution resolution)
    {
        PointResolution tier = resolution == PointResolution.Finest ? FinestOf(slot, window) : resolution;
        List<Step> steps = [];
        slot.Store.Read(window, tier, steps);
        return (tier, steps);
    }

    // The finest tier that reaches back as far as the window or as any other does.
    private PointResolution FinestOf(SeriesSlot slot, TimeWindow window)
    {
        DateTimeOffset? fine = slot.Store.Oldest(PointResolution.Period);
        DateTimeOffset? minutes = slot.Store.Oldest(PointResolution.Minute);
        DateTimeOffset? hours = slot.Store.Oldest(PointResolution.Hour);
        if (fine is null || fine <= window.From + shape.Period || (!Before(minutes, fine, TimeSpan.FromMinutes(1)) && !Before(hours, fine, TimeSpan.FromHours(1))))
            return PointResolution.Period;
        return minutes <= window.From + TimeSpan.FromMinutes(1) || !Before(hours, minutes, TimeSpan.FromHours(1)) ? PointResolution.Minute : PointResolution.Hour;
    }

    // A coarse step begins up to its own length before the first point in it, and so does a block of fine ones.
    private static bool Before(DateTimeOffset? coarse, DateTimeOffset? fine, TimeSpan step) => coarse is not null && (fine is null || coarse + step < fine);

    private SeriesPoint[] Points(List<Step> steps, PointResolution tier, Func<Step, float> value)
    {
        var points = new SeriesPoint[steps.Count];
        for (int i = 0; i < points.Length; i++)
            points[i] = new SeriesPoint(shape.EndOf(steps[i].Index, tier), value(steps[i]), steps[i].State);
        return points;
    }
}
