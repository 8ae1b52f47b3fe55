using System.Globalization;
using System.Text.Json;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Dashboard;

/// <summary>From an event in the journal to its words in a browser's page, and whatever the browser complains of on the way.</summary>
internal sealed class BrowserLatency : IMeasurement
{
    // Notes the delay of each stamp as it comes into sight; both clocks are this machine's.
    private const string Watch = """
        window.delays = [];
        new MutationObserver(() => {
          for (const [, stamp] of document.body.textContent.matchAll(/stamp (\d+)/g))
            if (!window[stamp]) { window[stamp] = 1; window.delays.push(Date.now() - +stamp); }
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
        for (int i = 0; i < events; i++)
        {
            await server.ChangeAsync($"stamp {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}", cancellationToken);
            await Task.Delay(200 + bench.Random.Next(150), cancellationToken);
        }

        await Task.Delay(1000, cancellationToken);
        double[] delays = [.. (await browser.EvaluateAsync("JSON.stringify(window.delays)", cancellationToken) is { } text ? JsonDocument.Parse(text).RootElement.EnumerateArray() : default).Select(static each => each.GetDouble())];
        if (delays.Length < events * 9 / 10)
            throw new InvalidOperationException($"of {events} events {delays.Length} were seen");
        foreach (string path in new[] { "/incidents", "/components", "/components/component-0", "/audit", "/audit/verify", "/confirm/stop" })
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
}
