using System.Text.Json;
using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Metrics;

namespace Prunella.EndToEnd;

/// <summary>What operators ask a running agent: health, causes, alerts; and the series that processes tell it of.</summary>
public sealed class OperatorTests
{
    [Fact]
    public async Task Health_causes_and_alerts_of_a_running_project_are_asked_by_the_commands()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sleep, '1000']\n  api:\n    command: [sleep, '1001']\n    requires: [web]\n");
        using var up = Tool.Start(workspace, "up");
        await Eventually.TrueAsync(() => workspace.Runs("sleep 1000") && workspace.Runs("sleep 1001"), "both run");

        // All is well.
        JsonElement health = await Tool.JsonAsync(workspace, "health");
        Assert.Equal(("shop", "healthy"), (Text(health, "project"), Text(health, "state")));
        JsonElement api = health.GetProperty("components").EnumerateArray().Single(static one => Text(one, "name") == "api");
        Assert.Equal("web", api.GetProperty("requires")[0].GetString());
        Assert.NotEqual(0, api.GetProperty("sources").GetArrayLength());
        Assert.Equal(0, (await Tool.RunAsync(workspace, "health", "web")).Exit);
        Assert.Equal(1, (await Tool.RunAsync(workspace, "health", "nobody")).Exit);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "diagnose")).Exit);
        Assert.Equal((0, "No alerts."), (await Tool.RunAsync(workspace, "alerts")) is var calm ? (calm.Exit, calm.Output.Trim()) : default);
        Assert.Equal(1, (await Tool.RunAsync(workspace, "ack", "web")).Exit);
        Assert.Equal(1, (await Tool.RunAsync(workspace, "diagnose", "--incident", "7k3m-9xq2")).Exit);

        // Silenced before, dead, and dead it stays.
        Assert.Equal(0, (await Tool.RunAsync(workspace, "silence", "w*", "--minutes", "5", "--reason", "trial")).Exit);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "mode", "observe", "--reason", "trial")).Exit);
        JsonElement status = await Tool.JsonAsync(workspace, "status");
        LinuxProcess.Signal(status.GetProperty("components").EnumerateArray().Single(static one => Text(one, "name") == "web").GetProperty("processId").GetInt32(), LinuxProcess.Kill);
        JsonElement alerts = default;
        await Eventually.TrueAsync(async () => (alerts = await Tool.JsonAsync(workspace, "alerts")).GetProperty("active").GetArrayLength() == 1, "the death is an alert");
        Assert.Equal("web", Text(alerts.GetProperty("active")[0], "component"));
        Assert.Equal("w*", Text(alerts.GetProperty("silences")[0], "components"));
        Assert.False(alerts.GetProperty("active")[0].GetProperty("isBetter").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, alerts.GetProperty("active")[0].GetProperty("silencedUntil").ValueKind);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "ack", "web")).Exit);
        alerts = await Tool.JsonAsync(workspace, "alerts");
        Assert.NotEqual(JsonValueKind.Null, alerts.GetProperty("active")[0].GetProperty("acknowledgedBy").ValueKind);
        Assert.Equal(2, (await Tool.RunAsync(workspace, "alerts")).Exit);

        // The cause is asked about.
        (int exit, string said, _) = await Tool.RunAsync(workspace, "health", "api");
        Assert.Equal(3, exit);
        Assert.Contains("symptom of web", said, StringComparison.Ordinal);
        JsonElement incident = (await Tool.JsonAsync(workspace, "incidents"))[0];
        JsonElement diagnosis = await Tool.JsonAsync(workspace, "diagnose", "--incident", Text(incident, "id"));
        JsonElement suspect = diagnosis.GetProperty("diagnosis").GetProperty("suspects")[0];
        Assert.Equal("web", Text(suspect, "component"));
        Assert.Contains("SIGKILL", suspect.GetProperty("evidence")[0].GetString(), StringComparison.Ordinal);

        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
    }

    [Fact]
    public async Task Alerts_go_the_way_that_the_manifest_says_and_a_silence_outlives_the_agent()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), """
            project: shop
            services:
              web: {command: [sleep, '1000']}
              api: {command: [sleep, '1001']}
            alerts:
              command: [sh, -c, 'cat >> alerts.log; echo >> alerts.log']
              routes:
                - {components: api, channels: [command]}
            """);
        using (var up = Tool.Start(workspace, "up"))
        {
            await Eventually.TrueAsync(() => workspace.Runs("sleep 1000") && workspace.Runs("sleep 1001"), "both run");
            Assert.Equal(0, (await Tool.RunAsync(workspace, "silence", "web*", "--minutes", "60", "--reason", "trial")).Exit);
            Assert.Equal(0, (await Tool.RunAsync(workspace, "mode", "observe", "--reason", "trial")).Exit);
            JsonElement status = await Tool.JsonAsync(workspace, "status");
            foreach (JsonElement service in status.GetProperty("components").EnumerateArray())
                LinuxProcess.Signal(service.GetProperty("processId").GetInt32(), LinuxProcess.Kill);
            await Eventually.TrueAsync(() => File.Exists(workspace.PathOf("alerts.log")), "the command is run");
            Assert.Equal(0, (await Tool.RunAsync(workspace, "ack", "api")).Exit);
            Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
            Assert.Equal(0, await up.ExitAsync());
        }

        string told = Assert.Single(await File.ReadAllLinesAsync(workspace.PathOf("alerts.log")));
        Assert.Equal(("raised", "api"), (Text(JsonElement.Parse(told), "kind"), Text(JsonElement.Parse(told), "component")));

        using var again = Tool.Start(workspace, "up");
        await Eventually.TrueAsync(() => workspace.Runs("sleep 1000"), "it runs again");
        JsonElement alerts = await Tool.JsonAsync(workspace, "alerts");
        Assert.Equal("web*", Text(Assert.Single(alerts.GetProperty("silences").EnumerateArray()), "components"));
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await again.ExitAsync());
    }

    [Fact]
    public async Task The_agent_knows_the_series_of_a_supervised_process_and_diagnoses_by_itself()
    {
        using var workspace = new Workspace();
        var shop = new ShopPlan(workspace);
        await using TestAgent agent = await TestAgent.ReadyAsync([shop.Service("inventory", shop.Inventory)], workspace,
            static options => options with { Metrics = new MetricsOptions { Period = TimeSpan.FromSeconds(1) } });
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri($"http://{shop.Inventory}/health"));
            return agent.Agent.Metrics.Find(new SeriesFilter { Component = "inventory", Instrument = "http.server.request.duration" }).Count > 0;
        }, "the agent is told of the requests");

        LinuxProcess.Signal((await agent.ProcessOfAsync("inventory"))!.Value, LinuxProcess.Kill);
        DiagnosisMade made = await agent.Facts.NextAsync<DiagnosisMade>("inventory");

        Assert.Equal("inventory", made.Suspects[0].Component);
        Assert.NotNull(made.Incident);
        Assert.NotEqual(0, made.Series);
    }

    [Fact]
    public async Task The_agent_gives_its_metrics_to_who_has_the_token()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sleep, '1000']\n");
        using var up = Tool.Start(workspace, "up");
        await up.SaysAsync("dashboard: http://127.0.0.1:");
        string address = up.Errors.Split('\n').Single(static line => line.StartsWith("dashboard: ", StringComparison.Ordinal))["dashboard: ".Length..];
        var metrics = new Uri(new Uri(address), "/metrics");
        string token = Path.Combine(workspace.Runtime.FolderOf("shop"), "metrics-token");
        using var client = new HttpClient();

        using (HttpResponseMessage refused = await client.GetAsync(metrics))
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(token));
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(token)).Trim());
        await Eventually.TrueAsync(async () => (await client.GetStringAsync(metrics)).Contains("process_memory_usage_bytes{otel_scope_name=\"Prunella\",prunella_component=\"web\"}", StringComparison.Ordinal), "the process is measured");
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
