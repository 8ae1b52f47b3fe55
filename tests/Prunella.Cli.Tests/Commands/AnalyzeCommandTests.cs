using System.Globalization;
using System.Text.Json;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class AnalyzeCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-analyze-").FullName;

    public void Dispose()
    {
        _cli.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Findings_come_first_and_are_told_by_the_exit_code_and_a_report_is_written()
    {
        string report = Path.Combine(_folder, "out", "report.html");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(report)!);

        Assert.Equal(2, await _cli.RunAsync("analyze", Log("bad.log", static i => i > 700 && i % 10 == 0), "--report", report));

        string said = _cli.Out.ToString();
        Assert.True(said.IndexOf("Findings", StringComparison.Ordinal) < said.IndexOf("Statements", StringComparison.Ordinal));
        Assert.Contains("TimeoutException", said, StringComparison.Ordinal);
        Assert.Contains("<!doctype html>", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calm_logs_end_with_0_and_json_is_one_document()
    {
        Assert.Equal(0, await _cli.RunAsync("analyze", Log("good.log", static _ => false), "--json", "--report", "off"));

        JsonElement analysis = JsonElement.Parse(_cli.Out.ToString());
        Assert.Equal(1000, analysis.GetProperty("records").GetInt64());
        Assert.Equal("order <*> placed", analysis.GetProperty("templates")[0].GetProperty("text").GetString());
        Assert.Equal("information", analysis.GetProperty("templates")[0].GetProperty("level").GetString());
    }

    [Fact]
    public async Task A_path_that_names_nothing_is_a_mistake_of_the_command_line() =>
        Assert.Equal(1, await _cli.RunAsync("analyze", Path.Combine(_folder, "no.log"), "--report", "off"));

    [Fact]
    public async Task Two_folders_are_compared()
    {
        string before = Log("before.log", static _ => false), after = Log("after.log", static i => i % 3 == 0);

        Assert.Equal(2, await _cli.RunAsync("analyze", "--compare", before, after, "--report", Path.Combine(_folder, "compared.html")));
        Assert.Contains("order <*> failed", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("<!doctype html>", await File.ReadAllTextAsync(Path.Combine(_folder, "compared.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_tells_findings_as_an_analysis_does_and_names_errors_by_their_place_in_the_code()
    {
        string before = Log("before.log", static _ => false), after = Path.Combine(_folder, "after.log");
        await File.WriteAllTextAsync(after, (await File.ReadAllTextAsync(Log("failing.log", static i => i % 9 == 0))).Replace("no answer", "no answer\n   at Shop.Bank.Ask(Int32 id) in Bank.cs:line 3", StringComparison.Ordinal));

        _ = await _cli.RunAsync("analyze", "--compare", before, after, "--json", "--report", "off");

        JsonElement error = JsonElement.Parse(_cli.Out.ToString()).GetProperty("findings").EnumerateArray().First(static finding => finding.GetProperty("class").GetString() == "errors");
        Assert.StartsWith("fp1:c:", error.GetProperty("aspect").GetString(), StringComparison.Ordinal);
        Assert.Equal("major", error.GetProperty("severity").GetString());
    }

    [Fact]
    public async Task What_is_kept_in_a_store_can_be_asked_for()
    {
        string store = Path.Combine(_folder, "events");
        _ = await _cli.RunAsync("analyze", Log("bad.log", static i => i % 100 == 7), "--report", "off", "--store", store);
        _cli.Out.GetStringBuilder().Clear();

        Assert.Equal(0, await _cli.RunAsync("query", store, "--level", "error", "--json"));

        string[] lines = _cli.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.Equal("order <*> failed", JsonElement.Parse(lines[0]).GetProperty("template").GetString());
        Assert.Equal(2, await _cli.RunAsync("query", store, "--text", "nothing has this"));
    }

    [Fact]
    public async Task What_a_query_finds_is_copied_into_a_table_once()
    {
        string store = Path.Combine(_folder, "events");
        _ = await _cli.RunAsync("analyze", Log("bad.log", static i => i % 100 == 7), "--report", "off", "--store", store);
        await using var server = new StubClickHouse();

        Assert.Equal(0, await _cli.RunAsync("query", store, "--level", "error", "--copy-to", server.Address));
        Assert.Equal(10, server.Rows.Count);
        Assert.Equal("order <*> failed", JsonElement.Parse(server.Rows[0]).GetProperty("template").GetString());
        Assert.Contains("10 events copied", _cli.Out.ToString(), StringComparison.Ordinal);

        Assert.Equal(1, await _cli.RunAsync("query", store, "--level", "error", "--copy-to", server.Address));
        Assert.Contains("has 10 such events already", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("query", store, "--level", "error", "--copy-to", server.Address, "--again"));
        Assert.Equal(20, server.Rows.Count);

        Assert.Equal(0, await _cli.RunAsync("query", server.Address, "--level", "error"));
        Assert.Contains("order 107 failed", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://me:secret@127.0.0.1:1/db", 1, "CLICKHOUSE_PASSWORD")]
    [InlineData("http://127.0.0.1:1/a/b/c", 1, "a database and a table")]
    [InlineData("http://127.0.0.1:1/db", 6, "refused")]
    public async Task A_table_that_can_not_be_asked_is_told_why(string address, int exit, string told)
    {
        Assert.Equal(exit, await _cli.RunAsync("query", address));
        Assert.Contains(told, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    private string Log(string name, Func<int, bool> fails)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllLines(path, Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2026, 3, 1).AddSeconds(i):yyyy-MM-dd HH:mm:ss} ")
            + (fails(i) ? $"[ERR] order {i} failed\nSystem.TimeoutException: no answer" : $"[INF] order {i} placed")));
        return path;
    }
}
