using System.Globalization;
using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Metrics;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Any series, up to four in one chart, and those that move with the first.</summary>
internal sealed class MetricsPage(IMetricsReader metrics) : IPage
{
    private const int MostRows = 100;
    private static readonly (string Word, TimeSpan Length)[] Windows =
        [("5 min", TimeSpan.FromMinutes(5)), ("1 h", TimeSpan.FromHours(1)), ("24 h", TimeSpan.FromHours(24))];

    public string Name => "metrics";

    public string Title => "Metrics";

    public ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Argument.Length > 0)
            return new((PageBody?)null);
        string text = request["text"] ?? string.Empty;
        (string word, TimeSpan length) = Windows.FirstOrDefault(window => window.Word == request["window"], Windows[0]);
        TimeWindow window = TimeWindow.Last(length, metrics.Now);
        IReadOnlyList<SeriesInfo> all = metrics.Find(new SeriesFilter { Text = text.Length == 0 ? null : text });
        SeriesInfo[] picked = [.. Picked(request["s"])];
        return new(new PageBody("Metrics",
        [
            new Part("filter", writer => Form(writer, text, word, picked)),
            new Part("chart", writer => Chart(writer, request, picked, window)),
            new Part("together", writer => Together(writer, picked, window, text, word)),
            new Part("series", writer => List(writer, all, picked, window, text, word)),
        ])
        {
            Question = "What moves, since when, and what moves with it?",
        });
    }

    private IEnumerable<SeriesInfo> Picked(string? numbers)
    {
        IReadOnlyList<SeriesInfo> all = metrics.Series;
        return (numbers ?? string.Empty).Split(',').Select(static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)
            .Where(number => number >= 0 && number < all.Count).Distinct().Take(SeriesPlot.MostLines).Select(number => all[number]);
    }

    private static void Form(HtmlWriter writer, string text, string word, SeriesInfo[] picked)
    {
        writer.Write($"""<form class="filter" method="get" action="metrics"><label>Series <input name="text" value="{text}" autocomplete="off" placeholder="duration:p99"></label><label>Window <select name="window">""");
        foreach ((string each, _) in Windows)
        {
            if (each == word)
                writer.Write($"""<option selected>{each}</option>""");
            else
                writer.Write($"""<option>{each}</option>""");
        }

        writer.Write($"""</select></label><input type="hidden" name="s" value="{Numbers(picked)}"><button>Show</button></form>""");
    }

    private void Chart(HtmlWriter writer, PageRequest request, SeriesInfo[] picked, TimeWindow window)
    {
        if (picked.Length > 0)
            writer.Write($"""{new PlotDrawing(SeriesPlot.Of(metrics, picked, window, request.Picture), string.Join(" and ", picked.Select(static series => series.Key.ToString())))}""");
    }

    private void Together(HtmlWriter writer, SeriesInfo[] picked, TimeWindow window, string text, string word)
    {
        if (picked.Length == 0)
            return;
        IReadOnlyList<(SeriesInfo Series, double Correlation)> together = Correlation.With(metrics, picked[0], window);
        if (together.Count == 0)
            return;
        writer.Write($"""<section aria-labelledby="together-title"><h2 id="together-title">Moves with {picked[0].Key.ToString()}</h2><ul class="rows">""");
        foreach ((SeriesInfo series, double correlation) in together)
            writer.Write($"""<li class="row"><span class="number">{correlation}</span> <a href="{Address(text, word, [picked[0], series])}">{series.Key.ToString()}</a></li>""");
        writer.Write($"""</ul></section>""");
    }

    private void List(HtmlWriter writer, IReadOnlyList<SeriesInfo> all, SeriesInfo[] picked, TimeWindow window, string text, string word)
    {
        if (all.Count == 0)
        {
            writer.Write($"""<p class="quiet">No such series.</p>""");
            return;
        }

        writer.Write($"""<table class="stack"><thead><tr><th scope="col">Series</th><th scope="col" class="number">Now</th><th scope="col" class="number">Least</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Most</th><th scope="col">Unit</th></tr></thead><tbody>""");
        foreach (SeriesInfo series in all.Take(MostRows))
        {
            SeriesStatistics numbers = metrics.Statistics(series.Id, window);
            bool drawn = picked.Contains(series);
            SeriesInfo[] next = drawn ? [.. picked.Where(each => each != series)] : [.. picked.TakeLast(SeriesPlot.MostLines - 1), series];
            writer.Write($"""<tr><td data-label="Series"><a href="{Address(text, word, next)}">{series.Key.ToString()}</a>{(drawn ? " (drawn)" : string.Empty)}</td>""");
            writer.Write($"""<td data-label="Now" class="number">{Short(numbers.Last)}</td><td data-label="Least" class="number">{Short(numbers.Minimum)}</td><td data-label="Mean" class="number">{Short(numbers.Mean)}</td><td data-label="Most" class="number">{Short(numbers.Maximum)}</td><td data-label="Unit">{series.Key.ValueUnit}</td></tr>""");
        }

        writer.Write($"""</tbody></table>""");
        if (all.Count > MostRows)
            writer.Write($"""<p class="quiet">{all.Count - MostRows} more: say a part of the name.</p>""");
    }

    private static string Short(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "–";

    private static string Numbers(IEnumerable<SeriesInfo> series) => string.Join(',', series.Select(static each => each.Id.Value.ToString(CultureInfo.InvariantCulture)));

    private static string Address(string text, string word, IEnumerable<SeriesInfo> series) =>
        $"metrics?text={Uri.EscapeDataString(text)}&window={Uri.EscapeDataString(word)}&s={Numbers(series)}";
}
