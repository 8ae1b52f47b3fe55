using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Prunella.EndToEnd.Support;

namespace Prunella.EndToEnd;

/// <summary>The live analysis of an agent, from its file to the page.</summary>
public sealed partial class TelemetryTests
{
    [Fact]
    public async Task Services_are_told_where_to_send_and_what_they_send_stands_on_the_page()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"),
            "project: shop\nservices:\n  web:\n    command: [sh, -c, 'env | grep OTEL_; exec sleep 1000']\ntelemetry:\n  otlp: auto\n");
        using var up = Tool.Start(workspace, "up");
        await up.SaysAsync("otlp: http://127.0.0.1:");
        string endpoint = Endpoint().Match(up.Errors).Value;
        await Eventually.TrueAsync(() => up.Output.Contains($"OTEL_EXPORTER_OTLP_ENDPOINT={endpoint}", StringComparison.Ordinal) && up.Output.Contains("OTEL_SERVICE_NAME=web", StringComparison.Ordinal), "the service is told");

        using var client = new HttpClient();
        using HttpResponseMessage answer = await client.PostAsync(new Uri(endpoint + "/v1/traces"), new StringContent(
            """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"GET /","startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}""",
            Encoding.UTF8, new MediaTypeHeaderValue("application/json")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        (int exit, string findings, _) = await Tool.RunAsync(workspace, "findings");
        Assert.Equal((0, "Nothing is other than usual.\n"), (exit, findings));
        var address = new Uri(Dashboard().Match(up.Errors).Value);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        _ = await browser.GetAsync(address);
        await Eventually.TrueAsync(async () => SpansTaken().IsMatch(await browser.GetStringAsync("/admin/self-healing/analysis")), "the page counts the span");

        up.Signal(LinuxProcess.Terminate);
        Assert.Equal(0, await up.ExitAsync());
    }

    [Fact]
    public async Task Without_telemetry_in_the_file_findings_are_refused_with_the_reason()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sleep, '1000']\n");
        using var up = Tool.Start(workspace, "up", "--dashboard", "off");
        await Eventually.TrueAsync(() => workspace.Runs("sleep 1000"), "it runs");

        (int exit, _, string errors) = await Tool.RunAsync(workspace, "findings");

        Assert.Equal(1, exit);
        Assert.Contains("telemetry:", errors, StringComparison.Ordinal);
        up.Signal(LinuxProcess.Terminate);
        Assert.Equal(0, await up.ExitAsync());
    }

    [GeneratedRegex(@"(?<=otlp: )http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/enter\?token=[0-9a-f]+", RegexOptions.None, 1000)]
    private static partial Regex Dashboard();

    [GeneratedRegex("<dt>Spans</dt><dd>1</dd>", RegexOptions.None, 1000)]
    private static partial Regex SpansTaken();
}
