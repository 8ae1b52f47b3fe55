using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>
/// Where a series was unlike before: the alarms and the beginnings of trouble that a fresh detector sees which is led through a window and the time before it.
/// </summary>
internal static class Unusual
{
    // A detector learns from the first hundred points, and knows little after them.
    private const int LeadPoints = 900;
    private const int Most = 200;

    public static IReadOnlyList<SeriesPoint> In(IMetricsReader metrics, SeriesPoints window)
    {
        PointResolution resolution = window.Step >= TimeSpan.FromHours(1) ? PointResolution.Hour : window.Step >= TimeSpan.FromMinutes(1) ? PointResolution.Minute : PointResolution.Period;
        long lead = Math.Min(window.Step.Ticks * LeadPoints, window.Window.From.UtcTicks);
        SeriesPoints all = metrics.Read(window.Series.Id, new TimeWindow(window.Window.From - TimeSpan.FromTicks(lead), window.Window.To), resolution);
        var detector = new SeriesDetector();
        HealthState before = HealthState.Healthy;
        List<SeriesPoint> unusual = [];
        foreach (SeriesPoint point in all.Means)
        {
            Detection seen = point.State == PointState.Reset ? detector.ObserveReset() : detector.Observe(point.Time, point.Value);
            bool begins = seen.State < before;
            before = seen.State;
            if (point.HasValue && point.Time > window.Window.From && (seen.IsAlarm || begins))
                unusual.Add(point);
        }

        return unusual.Count <= Most ? unusual : [.. unusual.Where((_, index) => index % (unusual.Count / Most + 1) == 0)];
    }
}
