using System.Text.Json;
using Prunella.Cli.Tests.Agents;
using Prunella.Metrics;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Commands;

public sealed class MetricsCommandTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task Series_are_a_line_each_with_a_chart()
    {
        await using FakeAgent agent = Answering(Series("cpu", 0.5), Series("wait:p99", 0.012));

        Assert.Equal(0, await _cli.RunAsync("metrics"));
        Assert.Equal("""
            SERIES    LAST    MEAN    P99     MAX     10 MIN
            cpu       500 ms  500 ms  500 ms  500 ms  ▁ █
            wait:p99  12 ms   12 ms   12 ms   12 ms   ▁ █

            """, _cli.Out.ToString());
    }

    [Fact]
    public async Task One_series_is_drawn_large()
    {
        await using FakeAgent agent = Answering(Series("wait:p99", 0.012));

        Assert.Equal(0, await _cli.RunAsync("metrics", "wait", "--window", "1h"));
        string[] lines = _cli.Out.ToString().Split('\n');
        Assert.StartsWith("wait:p99", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, static line => line.Contains("MISSING", StringComparison.Ordinal));
        Assert.Equal(8, lines.Count(static line => line.Contains('█', StringComparison.Ordinal) || line.Contains('▁', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Json_has_null_where_there_is_no_value()
    {
        await using FakeAgent agent = Answering(Series("cpu", 0.5));

        Assert.Equal(0, await _cli.RunAsync("metrics", "--json"));
        JsonElement series = JsonDocument.Parse(_cli.Out.ToString()).RootElement.GetProperty("series")[0];
        Assert.Equal(["0", "", "1"], series.GetProperty("points").EnumerateArray().Select(static point => point.ToString()));
        Assert.Equal("gauge", series.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_window_that_is_none_is_a_mistake()
    {
        await using FakeAgent agent = Answering();

        Assert.Equal(1, await _cli.RunAsync("metrics", "--window", "soon"));
    }

    public void Dispose() => _cli.Dispose();

    private static SeriesView Series(string name, double value) => new()
    {
        Name = name, Meter = "m", Instrument = name, Kind = SeriesKind.Gauge, Unit = "s", Tags = new Dictionary<string, string>(), Description = "",
        Count = 2, Missing = 1, Resets = 0, Last = value, Minimum = value, Maximum = value, Mean = value, Median = value, P90 = value, P99 = value, Points = [0, null, 1],
    };

    private FakeAgent Answering(params SeriesView[] series) =>
        new(_cli.Runtime, "shop") { Answers = _ => [new MetricsReply(Noon, TimeSpan.FromMinutes(10), series, 0)] };
}
