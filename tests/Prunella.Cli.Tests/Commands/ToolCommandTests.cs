using System.Text.Json;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class ToolCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public async Task Help_names_every_exit_code()
    {
        Assert.Equal(0, await _cli.RunAsync("--help"));

        Assert.All(
            (int[])[0, 1, 2, 3, 4, 5, 6, 124, 130],
            code => Assert.Matches($@"(?m)^  {code} +\w", _cli.Out.ToString()));
    }

    [Fact]
    public async Task A_mistyped_command_is_answered_by_the_right_one()
    {
        Assert.Equal(1, await _cli.RunAsync("statsu"));
        Assert.Contains("status", _cli.Out.ToString() + _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prunella sta", "status")]
    [InlineData("prunella mode ", "observe")]
    [InlineData("prunella mode ask --tier re", "replace-process")]
    [InlineData("prunella completion ", "bash")]
    public async Task Completion_knows_commands_and_values(string line, string expected)
    {
        _ = await _cli.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(expected, _cli.Out.ToString().Split('\n'));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _prunella prunella")]
    [InlineData("zsh", "compdef _prunella prunella")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_prints_a_script(string shell, string expected)
    {
        Assert.Equal(0, await _cli.RunAsync("completion", shell));
        Assert.Contains(expected, _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_says_of_each_lack_what_it_means()
    {
        int exit = await _cli.RunAsync("doctor", "--json");

        using var document = JsonDocument.Parse(_cli.Out.ToString());
        JsonElement[] checks = [.. document.RootElement.EnumerateArray()];
        JsonElement[] lacks = [.. checks.Where(static check => check.GetProperty("good").ValueKind == JsonValueKind.False)];
        Assert.Equal(lacks.Length == 0 ? 0 : 2, exit);
        Assert.Contains(checks, static check => check.GetProperty("name").GetString() == "cgroup");
        Assert.All(lacks, static lack => Assert.NotEqual(JsonValueKind.Null, lack.GetProperty("meaning").ValueKind));
    }

    [Fact]
    public async Task Doctor_refuses_a_runtime_directory_that_is_open_to_others()
    {
        if (!OperatingSystem.IsWindows())
            _ = Directory.CreateDirectory(_cli.Runtime.Root, (UnixFileMode)0b111_101_101);

        Assert.Equal(2, await _cli.RunAsync("doctor"));
        Assert.Contains("is open to others", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
