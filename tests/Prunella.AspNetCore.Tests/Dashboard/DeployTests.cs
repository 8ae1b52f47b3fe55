using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Health;
using Prunella.Resilience;

namespace Prunella.AspNetCore.Tests.Dashboard;

/// <summary>What is shipped for Prometheus and Grafana asks for series that exist.</summary>
public sealed partial class DeployTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Deploy");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(static path => Path.GetRelativePath(Folder, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_series_that_is_asked_for_stands_in_the_text_for_Prometheus(string file)
    {
        await using DashboardApp app = await DashboardApp.StartAsync(before: static application => application.MapPrunellaMetrics("/metrics"));
        UseAll(app);
        string[] asked = [.. Names().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, file))).Select(static match => match.Value).Distinct()];
        Assert.True(asked.Length >= 6, "the file asks for too little");

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string[] missing = asked;
        while (missing.Length > 0 && !late.IsCancellationRequested)
        {
            HashSet<string> told = [.. Told().Matches(await app.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Select(static match => match.Value)];
            missing = [.. asked.Except(told)];
            await Task.Delay(missing.Length > 0 ? 100 : 0); // until the hub has rolled up
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void A_series_that_nothing_makes_is_found() => Assert.Contains("prunella_nothing_total", Names().Matches("rate(prunella_nothing_total[5m])").Select(static match => match.Value));

    [Fact]
    public void The_dashboard_for_Grafana_is_one_document()
    {
        using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana", "prunella.json")));
        int[] ids = [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().Select(static panel => panel.GetProperty("id").GetInt32())];
        Assert.Equal(ids.Distinct(), ids);
    }

    // Every instrument of ours is used once, whatever it measures.
    private static void UseAll(DashboardApp app)
    {
        app.Services.GetRequiredService<IHealthReporter>().Register(new ComponentDescription(new Kernel.ComponentName("any")));
        _ = app.Services.GetRequiredService<SelfHealingEngine>().For("any").Circuits.First();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, _) =>
            {
                if (instrument.Meter.Name == "Prunella")
                    Use(instrument);
            },
        };
        listener.Start();
    }

    private static void Use(Instrument instrument)
    {
        switch (instrument)
        {
            case Counter<long> counter:
                counter.Add(1);
                break;
            case UpDownCounter<long> level:
                level.Add(1);
                break;
            case Histogram<double> histogram:
                histogram.Record(1);
                break;
            default:
                break; // the others are looked at by the hub
        }
    }

    // Followed by braces, a range, a bracket or a comparison: a series; labels stand in braces or after "by".
    [GeneratedRegex(@"prunella_[a-z_]+(?=\s*[\{\[\)>,])(?<!prunella_(health_state|circuit|outcome|tier|service|action))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"^prunella_[a-z_]+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Told();
}
