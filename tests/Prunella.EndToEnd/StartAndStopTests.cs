using System.Net;
using System.Net.Sockets;
using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task Services_start_after_what_they_require_and_stop_before_it()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync(
        [
            TestAgent.Shell("shop", "exec sleep 1000", "orders", "mail"), TestAgent.Shell("orders", "exec sleep 1000", "stock"),
            TestAgent.Shell("stock", "exec sleep 1000"), TestAgent.Shell("mail", "exec sleep 1000"),
        ]);

        await agent.Agent.StopAsync().WaitAsync(Eventually.Watchdog);

        string[] started = [.. agent.Facts.All.OfType<ProcessStarted>().Select(static fact => fact.Component!.Value.Value)];
        Assert.Equal(4, started.Length);
        Assert.Equal("shop", started[^1]);
        Assert.True(Array.IndexOf(started, "stock") < Array.IndexOf(started, "orders"));
        await agent.Facts.NextAsync<ProcessExited>(static exit => exit.Component?.Value == "stock");
        string[] stopped = [.. agent.Facts.All.OfType<ProcessExited>().Select(static fact => fact.Component!.Value.Value)];
        Assert.Equal("shop", stopped[0]);
        Assert.True(Array.IndexOf(stopped, "orders") < Array.IndexOf(stopped, "stock"));
        Assert.All(agent.Facts.All.OfType<ProcessExited>(), static exit => Assert.True(exit.Asked));
        Assert.Empty(agent.Facts.All.OfType<IncidentOpened>());
    }

    [Fact]
    public async Task What_depends_on_a_killed_service_is_a_symptom_and_is_left_alone()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync(
            [TestAgent.Shell("stock", "exec sleep 1000"), TestAgent.Shell("orders", "exec sleep 1000", "stock")]);
        int stock = (await agent.Facts.NextAsync<ProcessReady>("stock")).ProcessId;

        LinuxProcess.Signal(stock, LinuxProcess.Kill);

        HealthChanged symptom = await agent.Facts.NextAsync<HealthChanged>("orders", static change => change.SymptomOf is not null);
        Assert.Equal("stock", symptom.SymptomOf!.Value.Value);
        _ = await agent.Facts.NextAsync<IncidentClosed>("stock");
        Assert.Equal(["stock"], agent.Facts.All.OfType<IncidentOpened>().Select(static fact => fact.Component!.Value.Value));
        Assert.DoesNotContain(agent.Facts.All.OfType<ActionStarted>(), static action => action.Component?.Value == "orders");
        Assert.Single(agent.Facts.All.OfType<ProcessStarted>(), static start => start.Component?.Value == "orders");
    }

    [Fact]
    public async Task A_process_deaf_to_SIGTERM_is_killed_after_its_deadline()
    {
        ServicePlan service = TestAgent.Shell("web", "trap '' TERM; echo deaf > deaf; while :; do sleep 0.1; done") with { Stop = new StopPlan { Timeout = TimeSpan.FromMilliseconds(300) } };
        await using TestAgent agent = await TestAgent.ReadyAsync([service]);
        await Eventually.TrueAsync(() => File.Exists(agent.Workspace.PathOf("deaf")), "it is deaf");

        await agent.Agent.StopAsync().WaitAsync(Eventually.Watchdog);

        ProcessExited exit = await agent.Facts.NextAsync<ProcessExited>("web");
        Assert.Equal(("SIGKILL", true), (exit.Signal, exit.Asked));
        Assert.True(exit.Uptime >= TimeSpan.FromMilliseconds(300)); // it was given its time
    }

    [Fact]
    public async Task A_stopped_process_is_woken_to_hear_that_it_is_to_end()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "trap 'exit 4' TERM; echo up > up; while :; do sleep 0.05; done") with { Heartbeat = null }]);
        await Eventually.TrueAsync(() => File.Exists(agent.Workspace.PathOf("up")), "it is up");
        LinuxProcess.Signal((await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId, LinuxProcess.Stop);

        await agent.Agent.StopAsync().WaitAsync(Eventually.Watchdog);

        Assert.Equal(4, (await agent.Facts.NextAsync<ProcessExited>("web")).ExitCode);
    }

    [Fact]
    public async Task A_second_agent_of_a_project_is_refused_and_told_where_to_look()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "exec sleep 1000")]);
        await Eventually.TrueAsync(() => agent.Workspace.Runs("sleep 1000"), "it runs");

        var refused = Assert.Throws<SupervisorException>(() => TestAgent.Created([TestAgent.Shell("web", "exec sleep 1000")], agent.Workspace));

        Assert.Equal("An agent of 'e2e' runs already: see `prunella status --project e2e`.", refused.Message);
        Assert.Single(agent.Workspace.Living(), static line => line.EndsWith(": sleep 1000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_and_leaves_the_project_free()
    {
        using var workspace = new Workspace();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        ServicePlan service = TestAgent.Shell("web", "exec sleep 1000") with { Listen = [new ListenAddress((IPEndPoint)other.LocalEndpoint)] };

        var refused = Assert.Throws<SupervisorException>(() => TestAgent.Created([service], workspace));

        Assert.Contains($"{other.LocalEndpoint} can not be opened", refused.Message, StringComparison.Ordinal);
        Assert.Empty(LinuxProcess.ControlGroupsOf(Environment.ProcessId));
        other.Stop();
        await using TestAgent agent = await TestAgent.ReadyAsync([service], workspace);
    }

    [Fact]
    public async Task A_connection_waits_at_a_held_socket_until_its_service_has_started()
    {
        using var workspace = new Workspace();
        var shop = new ShopPlan(workspace);
        await using TestAgent agent = TestAgent.Created([shop.Service("inventory", shop.Inventory)], workspace);
        using var client = new HttpClient();
        Task<string> answer = client.GetStringAsync(new Uri($"http://{shop.Inventory}/health"));

        agent.Agent.Start();

        Assert.Equal("ready", await answer.WaitAsync(Eventually.Watchdog));
    }

    [Fact]
    public async Task A_program_that_speaks_sd_notify_is_ready_when_it_says_so_and_ill_when_its_watchdog_is_silent()
    {
        using var workspace = new Workspace();
        string beats = workspace.PathOf("beats");
        await File.WriteAllTextAsync(beats, "");
        ServicePlan service = TestAgent.Shell("web", "") with
        {
            Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Prunella.EndToEnd.dll"), "notify", beats], Ready = new Readiness.Notify(),
        };
        await using TestAgent agent = await TestAgent.ReadyAsync([service], workspace);

        File.Delete(beats);

        Assert.Contains("frozen", (await agent.Facts.NextAsync<IncidentOpened>("web")).Cause, StringComparison.Ordinal);
        // The next one never beats, and a program that never beat is not judged by it.
        _ = await agent.Facts.NextAsync<ProcessReady>("web");
        Assert.Equal(IncidentOutcome.Healed, (await agent.Facts.NextAsync<IncidentClosed>("web")).Outcome);
    }
}
