using System.Globalization;
using System.Text;
using System.Text.Json;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class SeriesCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_jump_is_found_and_told_by_the_exit_code()
    {
        string file = File(Enumerable.Range(0, 400).Select(static i => i == 350 ? 900.0 : 10 + i % 5));

        Assert.Equal(2, await _cli.RunAsync("detect", file, "--json"));
        JsonElement only = Assert.Single(JsonElement.Parse(_cli.Out.ToString()).EnumerateArray());
        Assert.Equal(900, only.GetProperty("value").GetDouble());
        Assert.Equal(Start.AddMinutes(350), only.GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_calm_series_is_told_as_calm()
    {
        Assert.Equal(0, await _cli.RunAsync("detect", File(Enumerable.Range(0, 400).Select(static i => 10.0 + i % 5))));
        Assert.Equal("Nothing unusual.\n", _cli.Out.ToString());
    }

    [Fact]
    public async Task Holes_doubles_and_steps_back_in_time_are_survived_by_both_commands()
    {
        var text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 400; i++)
        {
            DateTimeOffset time = Start.AddMinutes(i % 50 == 49 ? i - 30 : i); // a clock that steps back
            string value = i % 7 == 0 ? "" : i % 11 == 0 ? "NaN" : i % 13 == 0 ? "Infinity" : (10 + i % 5).ToString(CultureInfo.InvariantCulture);
            _ = text.Append(CultureInfo.InvariantCulture, $"{time:O},{value}\n");
            if (i % 20 == 0)
                _ = text.Append(CultureInfo.InvariantCulture, $"{time:O},{value}\n\n"); // the same moment twice, and an empty line
        }

        string file = Path.Combine(_cli.Here, "holes.csv");
        await System.IO.File.WriteAllTextAsync(file, text.ToString());

        Assert.InRange(await _cli.RunAsync("detect", file), 0, 2);
        Assert.Equal(0, await _cli.RunAsync("forecast", file, "--steps", "3", "--json"));
        JsonElement forecast = JsonElement.Parse(_cli.Out.ToString()[_cli.Out.ToString().IndexOf('{', StringComparison.Ordinal)..]);
        Assert.All(forecast.GetProperty("points").EnumerateArray(), static point => Assert.InRange(point.GetProperty("value").GetDouble(), 5, 20));
    }

    [Fact]
    public async Task A_series_that_grows_tells_when_it_reaches_its_limit()
    {
        string file = File(Enumerable.Range(0, 200).Select(static i => 100.0 + i));

        Assert.Equal(0, await _cli.RunAsync("forecast", file, "--steps", "100", "--limit", "350", "--json"));
        JsonElement limit = JsonElement.Parse(_cli.Out.ToString()).GetProperty("limit");
        Assert.InRange(limit.GetProperty("expected").GetDateTimeOffset(), Start.AddMinutes(235), Start.AddMinutes(265));
        Assert.Equal(0, await _cli.RunAsync("forecast", file, "--steps", "100", "--limit", "350"));
        Assert.Contains("reaches 350 at", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timestamp,value\nyesterday,1\n", "line 2")]
    [InlineData("timestamp,value\n2026-01-01,much\n", "'much' is no number")]
    [InlineData("timestamp,value\n", "")]
    public async Task A_file_that_is_no_series_is_refused_with_the_place(string text, string expected)
    {
        string file = Path.Combine(_cli.Here, "bad.csv");
        await System.IO.File.WriteAllTextAsync(file, text);

        Assert.Equal(1, await _cli.RunAsync("forecast", file));
        Assert.Contains(expected, _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect", "--alarms-per-day", "0")]
    [InlineData("forecast", "--steps", "0")]
    [InlineData("forecast", "--coverage", "2")]
    public async Task Options_out_of_range_are_mistakes(params string[] arguments) =>
        Assert.Equal(1, await _cli.RunAsync([arguments[0], File([1, 2, 3]), .. arguments[1..]]));

    private string File(IEnumerable<double> values)
    {
        string file = Path.Combine(_cli.Here, "series.csv");
        System.IO.File.WriteAllLines(file, values.Select(static (value, i) => string.Create(CultureInfo.InvariantCulture, $"{Start.AddMinutes(i):O},{value}")).Prepend("timestamp,value"));
        return file;
    }
}
