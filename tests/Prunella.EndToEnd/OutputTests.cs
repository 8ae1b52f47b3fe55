using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

public sealed class OutputTests
{
    [Fact]
    public async Task A_flood_never_blocks_the_process_even_where_nobody_reads_and_its_last_lines_are_kept()
    {
        using var release = new ManualResetEventSlim();
        ServicePlan service = TestAgent.Shell(
            "flood", "head -c 3000000 /dev/zero | tr '\\0' x || exit 8; echo; yes 0123456789 | head -n 2000000 || exit 9; echo the end >&2; exit 5");
        await using TestAgent agent = TestAgent.Started([service], options: options => options with { Output = _ => release.Wait() });

        ProcessExited exit = await agent.Facts.NextAsync<ProcessExited>("flood");

        release.Set();
        Assert.Equal(5, exit.ExitCode);
        Assert.Contains("the end", exit.LastLines);
        Assert.InRange(exit.LastLines.Count, 2, 50);
    }

    [Fact]
    public async Task A_log_is_renamed_when_it_is_full_and_few_are_kept()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("flood", "exec yes $(head -c 2000 /dev/zero | tr '\\0' x)")]);
        string log = Path.Combine(agent.Workspace.State, "logs", "flood.log");

        await Eventually.TrueAsync(() => File.Exists($"{log}.2"), "the log was renamed twice");

        Assert.InRange(new FileInfo($"{log}.2").Length, 10 << 20, 11 << 20);
        Assert.True(await agent.ProcessOfAsync("flood") is > 0);
    }

    [Fact]
    public async Task A_long_line_is_cut_and_a_grandchild_that_keeps_the_pipe_open_holds_nothing_up()
    {
        var lines = System.Threading.Channels.Channel.CreateUnbounded<OutputLine>();
        ServicePlan service = TestAgent.Shell("web", "( sleep 1000 & ); head -c 40000 /dev/zero | tr '\\0' y; echo; echo short; exit 1");
        await using TestAgent agent = TestAgent.Started([service], options: options => options with { Output = line => lines.Writer.TryWrite(line) });

        _ = await agent.Facts.NextAsync<ProcessExited>("web", static exit => exit.LastLines.Contains("short"));

        using var watchdog = new CancellationTokenSource(Eventually.Watchdog);
        var lengths = new List<int>();
        await foreach (OutputLine line in lines.Reader.ReadAllAsync(watchdog.Token))
        {
            if (line.Text == "short")
                break;
            lengths.Add(line.Text.Length);
        }

        Assert.Equal([16384, 16384, 7232], lengths);
    }

    [Fact]
    public async Task A_listener_that_throws_ends_neither_the_agent_nor_the_log()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync(
            [TestAgent.Shell("web", "while :; do echo tick; sleep 0.02; done")],
            options: static options => options with { Output = static _ => throw new IOException("no space left on device") });

        InternalFault fault = await agent.Facts.NextAsync<InternalFault>();

        Assert.Contains("no space left", fault.Error, StringComparison.Ordinal);
        string log = Path.Combine(agent.Workspace.State, "logs", "web.log");
        await Eventually.TrueAsync(() => File.Exists(log) && File.ReadAllLines(log).Length > 5, "the log goes on");
        Assert.Single(agent.Facts.All.OfType<InternalFault>());
    }
}
