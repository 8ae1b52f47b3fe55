using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>How slow answers were, with what healing did as marks.</summary>
internal static class TrendPart
{
    // A chart that ends now moves on in steps: it would be sent to every viewer each second for a point that nobody can tell apart.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    // The first of these that is measured.
    private static readonly string[] Instruments = ["http.server.request.duration", "http.client.request.duration", "prunella.health.probe.duration"];

    /// <param name="request">What is asked for.</param>
    /// <param name="from">The beginning of the window.</param>
    /// <param name="until">The end of the window.</param>
    /// <param name="component">Whose series is preferred; null for the process itself.</param>
    public static Part Of(PageRequest request, DateTimeOffset from, DateTimeOffset until, ComponentName? component = null)
    {
        if (request.Metrics is not { } metrics || Pick(metrics, component) is not { Length: > 0 } series)
            return new Part("trend", static _ => { });
        DateTimeOffset end = until < metrics.Now ? until : metrics.Now - TimeSpan.FromTicks(metrics.Now.Ticks % Step.Ticks);
        Plot plot = SeriesPlot.Of(metrics, series, new TimeWindow(from < end ? from : end, end), request.Picture);
        return new Part("trend", writer =>
        {
            writer.Write($"""<section aria-labelledby="trend-title"><h2 id="trend-title">Slowest answers</h2>""");
            writer.Write($"""{new PlotDrawing(plot, "The 99th percentile of durations, with what healing did")}</section>""");
        });
    }

    private static SeriesInfo[] Pick(IMetricsReader metrics, ComponentName? component)
    {
        foreach (string instrument in Instruments)
        {
            IReadOnlyList<SeriesInfo> tails = metrics.Find(new SeriesFilter { Instrument = instrument, Kind = SeriesKind.HistogramTail });
            if (tails.Count > 0)
                return [.. tails.OrderByDescending(series => component is not null && series.Key.Component == component.Value.Value).ThenBy(static series => series.Id).Take(2)];
        }

        return [];
    }
}
