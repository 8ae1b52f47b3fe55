using System.Globalization;
using System.Text;
using System.Text.Json;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class AnalyzeFlowTests : IDisposable
{
    private const string Declared = """
        flow: order
        steps:
          received: order * received
          checked: order * is good
          reserved: ["order * reserved", "inventory: PUT /reservations"]
        order:
          - received
          - checked
          - either: [reserved, {optional: refused}]
        """;

    private readonly CliHarness _cli = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-flow-").FullName;

    public void Dispose()
    {
        _cli.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_declared_flow_names_the_step_that_cases_leave_out_in_the_terminal_in_json_and_in_the_report()
    {
        string flow = Written("order.yaml", Declared), log = Log(), report = Path.Combine(_folder, "report.html");

        Assert.Equal(2, await _cli.RunAsync("analyze", log, "--flow", flow, "--report", report));
        Assert.Contains("Flow order: 'checked' is left out after 'received', in 20 of 100 cases.", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("80 of 100 pieces of work keep to it", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("never seen: refused", _cli.Out.ToString(), StringComparison.Ordinal);

        using var json = new CliHarness();
        Assert.Equal(2, await json.RunAsync("analyze", log, "--flow", flow, "--json", "--report", "off"));
        JsonElement analysis = JsonElement.Parse(json.Out.ToString());
        JsonElement finding = analysis.GetProperty("findings").EnumerateArray().Single(static one => one.GetProperty("class").GetString() == "behaviour" && one.GetProperty("aspect").GetString()!.StartsWith("flow order", StringComparison.Ordinal));
        Assert.Equal("checked", finding.GetProperty("place").GetProperty("operation").GetString());
        Assert.Equal("left-out", analysis.GetProperty("conformance")[0].GetProperty("deviations")[0].GetProperty("kind").GetString());
        Assert.Contains(finding.GetProperty("evidence").EnumerateArray(), static one => one.GetProperty("kind").GetString() == "record");
    }

    [Fact]
    public async Task Operations_of_traces_are_held_against_a_flow_too()
    {
        string traces = Path.Combine(_folder, "traces.json");
        await File.WriteAllLinesAsync(traces, Enumerable.Range(1, 10).Select(static i => Trace(i, i == 10 ? ["pay"] : ["check", "pay"])));

        Assert.Equal(2, await _cli.RunAsync("analyze", traces, "--report", "off", "--flow", Written("pay.yaml", "order: ['shop: check', 'shop: pay']")));
        Assert.Contains("Flow pay: 'shop: check' is left out at the beginning, in 1 of 10 cases.", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_flow_that_most_cases_keep_to_is_discovered()
    {
        await _cli.RunAsync("analyze", Log(), "--flow", "discover", "--report", "off");

        Assert.Contains("Flow as discovered", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order:\n  - a\n  - eihter: [b, c]", ":3:5: order[1].eihter: is no block; either, together, optional, repeat are. A step with a colon stands in quotes. Did you mean 'either'?")]
    [InlineData("steps:\n  a: x\nflow: y", ":1:1: the key 'order' is missing")]
    [InlineData("steps:\n  chekced: x\norder: [received, checked]", ":2:3: steps.chekced: does not stand in 'order'. Did you mean 'checked'?")]
    [InlineData("order:\n  - either: [a]", "order[0].either: must be a list of two blocks or more.")]
    [InlineData("order: []", "but is an empty list.")]
    [InlineData("order: [a", ":1:")]
    [InlineData("- a", "a flow is a mapping")]
    public async Task A_bad_file_is_told_with_its_line(string yaml, string message)
    {
        string flow = Written("bad.yaml", yaml);

        Assert.Equal(1, await _cli.RunAsync("analyze", Log(), "--flow", flow, "--report", "off"));
        Assert.Contains("bad.yaml:", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_of_another_form_is_a_mistake_of_the_command_line() =>
        Assert.Equal(1, await _cli.RunAsync("analyze", Log(), "--flow", Written("flow.txt", "a"), "--report", "off"));

    private string Written(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    // A hundred orders, one after the other; every fifth is not checked.
    private string Log()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"ord-{i:d6}");
            string[] steps = i % 5 == 0 ? ["received", "reserved"] : ["received", "is good", "reserved"];
            for (int step = 0; step < steps.Length; step++)
                text.AppendLine(CultureInfo.InvariantCulture, $"2026-03-01T10:{i / 60:00}:{i % 60:00}.{step}00Z [INF] Shop: order {id} {steps[step]}");
        }

        return Written("orders.log", text.ToString());
    }

    private static string Trace(int number, string[] operations)
    {
        IEnumerable<string> spans = operations.Select((operation, i) => string.Create(CultureInfo.InvariantCulture,
            $$"""{"traceId":"{{number:x32}}","spanId":"{{i + 1:x16}}","name":"{{operation}}","startTimeUnixNano":"{{1_772_359_200_000_000_000 + (number * 1_000_000_000L) + i}}","endTimeUnixNano":"{{1_772_359_200_000_000_000 + (number * 1_000_000_000L) + i + 1000}}"}"""));
        return $$$"""{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[{{{string.Join(',', spans)}}}]}]}]}""";
    }
}
