using Prunella.Cli.Tests.Agents;
using Prunella.Kernel;
using Prunella.Link;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Commands;

public sealed class DecisionCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    public static TheoryData<string, AgentRequest> Commands => new()
    {
        { "approve 7k3m-9xq2 --reason good", new ApproveRequest { Incident = Samples.Incident, By = "ada", Reason = "good" } },
        { "reject 7k3m-9xq2", new RejectRequest { Incident = Samples.Incident, By = "ada" } },
        { "stop --reason drill", new StopRequest { Author = "ada", Reason = "drill" } },
        { "resume -r over", new ResumeRequest { Author = "ada", Reason = "over" } },
        { "mode ask --tier replace-process --reason x", new ModeRequest { Mode = HealingMode.Ask, Tier = RecoveryTier.ReplaceProcess, Author = "ada", Reason = "x" } },
        { "mode auto --tier 5 --reason x", new ModeRequest { Mode = HealingMode.Auto, Tier = RecoveryTier.MoveOrResize, Author = "ada", Reason = "x" } },
        { "mode observe --reason x", new ModeRequest { Mode = HealingMode.Observe, Author = "ada", Reason = "x" } },
        { "restart orders#2", new RestartRequest { Component = Samples.Orders, Author = "ada", Reason = "asked for at the command line" } },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_decision_reaches_the_agent_with_its_author(string line, AgentRequest expected)
    {
        await using FakeAgent agent = Answering();

        Assert.Equal(0, await _cli.RunAsync(line.Split(' ')));

        Assert.Equal(expected, Assert.Single(agent.Requests));
        Assert.Equal("It is done.\n", _cli.Out.ToString());
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("mode ask")]
    [InlineData("mode often --reason x")]
    [InlineData("mode ask --tier nine --reason x")]
    [InlineData("approve nothing")]
    [InlineData("restart Orders!")]
    [InlineData("status --timeout soon")]
    [InlineData("status --project A/B")]
    [InlineData("statsu")]
    public async Task A_wrong_command_line_asks_nobody_and_exits_with_1(string line)
    {
        await using FakeAgent agent = Answering();

        Assert.Equal(1, await _cli.RunAsync(line.Split(' ')));

        Assert.Empty(agent.Requests);
        Assert.NotEqual(string.Empty, _cli.Error.ToString());
    }

    [Theory]
    [InlineData(ExitCode.NeedsApproval)]
    [InlineData(ExitCode.Refused)]
    [InlineData(ExitCode.Failed)]
    public async Task What_the_agent_refuses_ends_with_its_code_and_its_reason(ExitCode exit)
    {
        await using var agent = new FakeAgent(_cli.Runtime, "shop") { End = new EndPayload((int)exit, "The budget of orders is spent.") };

        Assert.Equal((int)exit, await _cli.RunAsync("restart", "orders"));
        Assert.Equal("prunella: The budget of orders is spent.\n", _cli.Error.ToString());
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_is_given_up_after_the_time_out()
    {
        await using var agent = new FakeAgent(_cli.Runtime, "shop") { IsDeaf = true };

        Task<int> run = _cli.RunAsync("status", "--timeout", "3s");
        while (agent.Requests.Count == 0)
            await Task.Yield();
        _cli.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(124, await run);
        Assert.Equal("prunella: The agent did not answer within 3 s.\n", _cli.Error.ToString());
    }

    [Fact]
    public async Task Without_an_agent_the_exit_code_is_6()
    {
        Assert.Equal(6, await _cli.RunAsync("status"));
        Assert.Contains("No agent runs", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(string.Empty, _cli.Out.ToString());
    }

    [Fact]
    public async Task Of_several_agents_one_must_be_named()
    {
        await using FakeAgent shop = Answering(), bank = new(_cli.Runtime, "bank");

        Assert.Equal(6, await _cli.RunAsync("stop", "--reason", "x"));
        Assert.Equal("prunella: Several agents run: bank, shop. Say which with --project.\n", _cli.Error.ToString());
        Assert.Equal(0, await _cli.RunAsync("stop", "--reason", "x", "-p", "shop"));
    }

    [Fact]
    public async Task The_nearest_manifest_names_the_agent()
    {
        await using FakeAgent shop = Answering(), bank = new(_cli.Runtime, "bank");
        await File.WriteAllTextAsync(Path.Combine(_cli.Root, "prunella.yaml"), "# the shop\nproject: \"shop\"   # here\nservices: [broken\n");

        Assert.Equal(0, await _cli.RunAsync("stop", "--reason", "x"));
        Assert.Single(shop.Requests);
    }

    [Fact]
    public async Task The_socket_that_a_dead_agent_left_does_not_count()
    {
        string folder = _cli.Runtime.Prepare("dead");
        await File.WriteAllTextAsync(Path.Combine(folder, "agent.sock"), string.Empty);
        await using FakeAgent shop = Answering();

        Assert.Equal(0, await _cli.RunAsync("stop", "--reason", "x"));
    }

    [Fact]
    public async Task Down_reports_on_standard_error_what_stops()
    {
        await using var agent = new FakeAgent(_cli.Runtime, "shop") { Answers = _ => [new EntryReply(Samples.Story().Entries[0])] };

        Assert.Equal(0, await _cli.RunAsync("down"));

        Assert.Contains("orders#2", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("All services are stopped.\n", _cli.Out.ToString());
    }

    public void Dispose() => _cli.Dispose();

    private FakeAgent Answering() => new(_cli.Runtime, "shop") { Answers = static _ => [new DoneReply("It is done.")] };
}
