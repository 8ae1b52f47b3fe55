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
    public async Task Every_series_that_is_asked_for_is_made_by_an_instrument(string file)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        HashSet<string> made = Made(app);

        string[] asked = [.. Names().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, file))).Select(static match => match.Value).Distinct()];

        Assert.True(asked.Length >= 6, "the file asks for too little");
        Assert.Empty(asked.Except(made));
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

    // The names that exporters make of the instruments' names and units.
    private static HashSet<string> Made(DashboardApp app)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        app.Services.GetRequiredService<IHealthReporter>().Register(new ComponentDescription(new Kernel.ComponentName("any")));
        _ = app.Services.GetRequiredService<SelfHealingEngine>().For("any");
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(SelfHealingEngine).Assembly.GetType("Prunella.Resilience.ResilienceMetrics", throwOnError: true)!.TypeHandle);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, owner) =>
            {
                if (instrument.Meter.Name != "Prunella")
                    return;
                string name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : string.Empty);
                string kind = instrument.GetType().Name;
                if (kind.StartsWith("Histogram", StringComparison.Ordinal))
                    made.UnionWith([name + "_bucket", name + "_sum", name + "_count"]);
                else
                    _ = made.Add(kind.StartsWith("Counter", StringComparison.Ordinal) ? name + "_total" : name);
            },
        };
        listener.Start();
        return made;
    }

    // Followed by braces, a range, a bracket or a comparison: a series; labels stand in braces or after "by".
    [GeneratedRegex(@"prunella_[a-z_]+(?=\s*[\{\[\)>,])(?<!prunella_(health_state|circuit|outcome|tier|service|action))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
