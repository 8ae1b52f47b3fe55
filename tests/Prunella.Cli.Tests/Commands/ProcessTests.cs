using System.Diagnostics;
using Prunella.Cli.Shell;
using Prunella.Cli.Tests.Agents;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Commands;

/// <summary>The tool as a process: what only a process shows.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task Without_an_agent_it_exits_with_6_and_says_so_on_standard_error()
    {
        (int exit, string output, string error) = await RunAsync("status");

        Assert.Equal(6, exit);
        Assert.Equal(string.Empty, output);
        Assert.StartsWith("prunella: No agent runs", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_pipe_nothing_is_coloured_even_if_a_terminal_is_named()
    {
        await using var agent = new FakeAgent(_cli.Runtime, "shop") { Answers = static _ => [new StatusReply(Samples.Status())] };

        (int exit, string output, _) = await RunAsync("status");

        Assert.Equal(3, exit);
        Assert.StartsWith("shop is critical", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
        Assert.DoesNotContain(output, static letter => letter is >= '\u2500' and <= '\u257F');
    }

    [Theory]
    [InlineData("statsu", 1)]
    [InlineData("--help", 0)]
    [InlineData("completion bash", 0)]
    public async Task Its_exit_code_is_that_of_the_command(string line, int expected) =>
        Assert.Equal(expected, (await RunAsync(line.Split(' '))).Exit);

    public void Dispose() => _cli.Dispose();

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CliContext).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _cli.Here,
            Environment = { ["PRUNELLA_RUNTIME_DIR"] = _cli.Runtime.Root, ["TERM"] = "xterm-256color" },
        };
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Watchdog);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token), error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }
}
