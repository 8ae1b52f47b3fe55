using System.Globalization;
using System.Text.Json;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Dashboard;

/// <summary>From an event in the journal to its words in a browser's page, and whatever the browser complains of on the way.</summary>
internal sealed class BrowserLatency : IMeasurement
{
    // Notes when each stamp came into sight; both clocks are this machine's.
    private const string Watch = """
        window.seen = {};
        new MutationObserver(() => {
          for (const [, stamp] of document.body.textContent.matchAll(/stamp (\d+)/g)) window.seen[stamp] ??= Date.now();
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
        """;

    public string Name => "Event to browser";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        await using ServedDashboard server = await ServedDashboard.StartAsync(bench, "browser", 30, 1000, cancellationToken);
        await using DevTools browser = await DevTools.StartAsync(Path.Combine(bench.Folder, "chromium"), cancellationToken);
        await browser.GoAsync(server.Address + ServedDashboard.Prefix[1..], cancellationToken);
        _ = await browser.EvaluateAsync(Watch, cancellationToken);
        int events = bench.Short ? 30 : 150;
        List<long> stamps = [];
        for (int i = 0; i < events; i++)
        {
            stamps.Add(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            await server.ChangeAsync($"stamp {stamps[^1].ToString(CultureInfo.InvariantCulture)}", cancellationToken);
            await Task.Delay(200 + bench.Random.Next(150), cancellationToken);
        }

        await Task.Delay(1000, cancellationToken);
        using JsonDocument seen = JsonDocument.Parse(await browser.EvaluateAsync("JSON.stringify(window.seen)", cancellationToken) ?? "{}");
        double[] delays = [.. Delays(stamps, [.. seen.RootElement.EnumerateObject().Select(static each => (Stamp: long.Parse(each.Name, CultureInfo.InvariantCulture), At: each.Value.GetInt64())).OrderBy(static each => each.Stamp)])];
        if (delays.Length < events)
            throw new InvalidOperationException($"of {events} events {delays.Length} were seen");
        foreach (string path in new[] { "/incidents", "/components", "/components/component-0", "/metrics", "/audit", "/audit/verify", "/confirm/stop" })
            await browser.GoAsync(server.Address + ServedDashboard.Prefix[1..] + path, cancellationToken);

        var sample = new Sample(delays);
        Table table = new("From the journal to the page in Chromium", "events", "p50 ms", "p95 ms", "most ms");
        table.Row(Number.Show(sample.Count), Number.Show(sample.Median), Number.Show(sample.Quantile(0.95)), Number.Show(sample.Max));
        report.Add(table);
        report.Set("event_to_browser_p50_ms", sample.Median);
        report.Set("event_to_browser_p95_ms", sample.Quantile(0.95));
        report.Set("csp_violations", browser.Complaints.Count(static complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)));
        report.Set("console_errors", browser.Complaints.Count);
        foreach (string complaint in browser.Complaints.Take(5))
            report.Note($"The browser complained: {complaint}");
    }

    // The page says what is newest: a fact that another overtook is in sight as soon as that other is.
    private static IEnumerable<double> Delays(List<long> stamps, (long Stamp, long At)[] seen)
    {
        foreach (long stamp in stamps)
        {
            if (Array.FindIndex(seen, each => each.Stamp >= stamp) is >= 0 and int index)
                yield return seen[index].At - stamp;
        }
    }
}
