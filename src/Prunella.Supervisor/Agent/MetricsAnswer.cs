using Prunella.Metrics;
using Prunella.Supervisor.Control;

namespace Prunella.Supervisor;

/// <summary>Answers what operators ask of metrics. Any thread.</summary>
internal static class MetricsAnswer
{
    private const int MostPoints = 240;

    public static MetricsReply To(MetricsRequest request, IMetricsReader reader)
    {
        TimeWindow window = TimeWindow.Last(request.Window, reader.Now);
        IReadOnlyList<SeriesInfo> found = reader.Find(new SeriesFilter { Text = request.Text, Component = request.Component });
        List<SeriesView> fitting = [.. ReplySize.Fitting(found.OrderBy(static series => series.Key.ToString(), StringComparer.Ordinal).Select(series => View(series, window, reader)), ControlJson.Default.SeriesView)];
        return new MetricsReply(reader.Now, request.Window, fitting, found.Count - fitting.Count);
    }

    private static SeriesView View(SeriesInfo series, TimeWindow window, IMetricsReader reader)
    {
        SeriesStatistics statistics = reader.Statistics(series.Id, window);
        QuantileSketch sketch = reader.Sketch(series.Id, window);
        SeriesPoints points = reader.Read(series.Id, window);
        return new SeriesView
        {
            Name = series.Key.ToString(),
            Meter = series.Key.Meter,
            Instrument = series.Key.Instrument,
            Kind = series.Key.Kind,
            Unit = series.Key.ValueUnit,
            Tags = series.Key.Tags.ToDictionary(static tag => tag.Key, static tag => tag.Value),
            Description = series.Description,
            Count = statistics.Count,
            Missing = statistics.Missing,
            Resets = statistics.Resets,
            Last = Finite(statistics.Last),
            Minimum = Finite(statistics.Minimum),
            Maximum = Finite(statistics.Maximum),
            Mean = Finite(statistics.Mean),
            Median = Finite(sketch.Quantile(0.5)),
            P90 = Finite(sketch.Quantile(0.9)),
            P99 = Finite(sketch.Quantile(0.99)),
            Points = Thinned(points, window),
        };
    }

    /// <summary>The means of equal parts of the window, at most 240: null where a part has no value.</summary>
    private static IReadOnlyList<double?> Thinned(SeriesPoints points, TimeWindow window)
    {
        long parts = Math.Clamp(window.Length.Ticks / points.Step.Ticks, 1, MostPoints);
        double[] sums = new double[parts];
        int[] counts = new int[parts];
        foreach (SeriesPoint point in points.Means)
        {
            long at = Math.Clamp((long)((point.Time - window.From).Ticks * (double)parts / Math.Max(1, window.Length.Ticks) - 1e-9), 0, parts - 1);
            if (!point.HasValue)
                continue;
            sums[at] += point.Value;
            counts[at]++;
        }

        return [.. sums.Select((sum, at) => counts[at] == 0 ? (double?)null : sum / counts[at])];
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
