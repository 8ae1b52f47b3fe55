using System.Net;
using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

public sealed class HealingTests
{
    [Fact]
    public async Task A_killed_process_is_replaced_and_its_incident_is_closed_as_healed()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "exec sleep 1000")]);
        int first = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;

        LinuxProcess.Signal(first, LinuxProcess.Kill);

        ProcessExited exit = await agent.Facts.NextAsync<ProcessExited>("web");
        Assert.Equal((first, "SIGKILL", null, false), (exit.ProcessId, exit.Signal, exit.ExitCode, exit.Asked));
        int second = await agent.HealedAsync("web");
        Assert.NotEqual(first, second);
        Assert.True(LinuxProcess.Lives(second));
        Assert.False(LinuxProcess.Lives(first));
        // The pictures are published at the end of the step whose facts have been read already.
        await Eventually.TrueAsync(() => agent.Agent.Health.Current.State == HealthState.Healthy, "the whole is healthy");
        await Eventually.TrueAsync(() => agent.Agent.Recovery.Current.Open.Count == 0, "no incident is open");
    }

    [Fact]
    public async Task An_exit_that_nobody_asked_for_is_a_crash_even_with_code_0()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "while [ ! -e leave ]; do sleep 0.02; done; rm leave; echo so long; exit 0")]);
        int first = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;

        await File.WriteAllTextAsync(agent.Workspace.PathOf("leave"), "");

        ProcessExited exit = await agent.Facts.NextAsync<ProcessExited>("web");
        Assert.Equal((0, null, false), (exit.ExitCode, exit.Signal, exit.Asked));
        Assert.Equal(["so long"], exit.LastLines);
        Assert.NotEqual(first, await agent.HealedAsync("web"));
    }

    [Fact]
    public async Task A_start_that_crashes_is_tried_again_and_healed_once_it_stops_crashing()
    {
        ServicePlan service = TestAgent.Shell("web", "echo x >> starts; [ $(wc -l < starts) -gt 2 ] || { echo no luck; exit 7; }; exec sleep 1000") with
        {
            Ready = new Readiness.Alive(TimeSpan.FromMilliseconds(200)),
        };
        await using TestAgent agent = TestAgent.Started([service]);

        IncidentOpened opened = await agent.Facts.NextAsync<IncidentOpened>("web");
        Assert.Contains("exit code 7", opened.Cause, StringComparison.Ordinal);
        Assert.Contains(opened.Evidence, static line => line.Contains("no luck", StringComparison.Ordinal));
        Assert.Equal(1, (await agent.Facts.NextAsync<ActionStarted>("web")).Attempt);
        Assert.Equal(ActionVerdict.Same, (await agent.Facts.NextAsync<ActionVerified>("web")).Verdict);
        Assert.Equal(2, (await agent.Facts.NextAsync<ActionStarted>("web")).Attempt);
        _ = await agent.Facts.NextAsync<ProcessReady>("web");
        Assert.Equal(IncidentOutcome.Healed, (await agent.Facts.NextAsync<IncidentClosed>("web")).Outcome);
        Assert.Equal(3, (await File.ReadAllLinesAsync(agent.Workspace.PathOf("starts"))).Length);
    }

    [Fact]
    public async Task A_start_that_always_crashes_is_handed_over_with_its_evidence_and_healed_when_the_cause_is_gone()
    {
        ServicePlan service = TestAgent.Shell("web", "[ -e cure ] && exec sleep 1000; echo the disk is on fire >&2; exit 3") with
        {
            Ready = new Readiness.Alive(TimeSpan.FromMilliseconds(100)),
        };
        await using TestAgent agent = TestAgent.Started([service], options: static options => options with
        {
            Recovery = options.Recovery with { SlowRetryPeriod = TimeSpan.FromSeconds(1) },
        });

        IncidentHandedOver handed = await agent.Facts.NextAsync<IncidentHandedOver>("web");

        int attempts = agent.Facts.All.OfType<ActionStarted>().Count(static action => action.Tier == RecoveryTier.ReplaceProcess);
        Assert.InRange(attempts, 1, 3);
        Assert.NotNull(handed.Bundle);
        // The hand-over does not wait for the disk.
        await Eventually.TrueAsync(
            () => Directory.Exists(handed.Bundle) && Directory.EnumerateFiles(handed.Bundle).Any(static file => File.ReadAllText(file).Contains("the disk is on fire", StringComparison.Ordinal)),
            "the evidence lies on the disk");

        await File.WriteAllTextAsync(agent.Workspace.PathOf("cure"), "");
        _ = await agent.Facts.NextAsync<ProcessReady>("web");
        IncidentClosed closed = await agent.Facts.NextAsync<IncidentClosed>("web");
        Assert.Equal(handed.Incident, closed.Incident);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_handed_over()
    {
        await using TestAgent agent = TestAgent.Started([TestAgent.Shell("web", "") with { Command = ["/nonexistent/program"], Ready = new Readiness.Alive(TimeSpan.FromMilliseconds(200)) }]);

        Assert.Contains("exit code 127", (await agent.Facts.NextAsync<IncidentOpened>("web")).Cause, StringComparison.Ordinal);
        Assert.Contains(agent.Facts.All.OfType<ProcessExited>().First().LastLines, static line => line.Contains("/nonexistent/program", StringComparison.Ordinal));
        _ = await agent.Facts.NextAsync<IncidentHandedOver>("web");
    }

    [Fact]
    public async Task A_process_that_takes_over_a_backlog_is_given_time_for_its_first_answer()
    {
        using var workspace = new Workspace();
        string answered = workspace.PathOf("answered");
        int port = Workspace.FreePort();
        ServicePlan service = TestAgent.Shell("web", "") with
        {
            Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Prunella.EndToEnd.dll"), "answer-late", answered],
            Listen = [new ListenAddress(new IPEndPoint(IPAddress.Loopback, port))],
            Ready = new Readiness.Notify(),
            Probes = [new ProbePlan.Http(new Uri($"http://127.0.0.1:{port}/")) { Period = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromMilliseconds(100), Grace = TimeSpan.FromSeconds(20) }],
        };
        await using TestAgent agent = await TestAgent.ReadyAsync([service], workspace);
        int first = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;

        LinuxProcess.Signal(first, LinuxProcess.Kill);
        int second = await agent.HealedAsync("web");

        await Eventually.TrueAsync(() => File.Exists(answered) && File.ReadAllText(answered) == $"{second}", "the successor answers");
        Assert.Equal(2, agent.Facts.All.OfType<ProcessReady>().Count());
        Assert.Single(agent.Facts.All.OfType<IncidentOpened>());
    }

    [Fact]
    public async Task Replicas_share_a_socket_and_one_that_dies_leaves_the_others_serving()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "exec sleep 1000") with { Replicas = 3 }]);
        int second = (await agent.Facts.NextAsync<ProcessReady>("web#2")).ProcessId;

        LinuxProcess.Signal(second, LinuxProcess.Kill);

        _ = await agent.Facts.NextAsync<HealthChanged>("web", static change => change.To == HealthState.Degraded);
        _ = await agent.Facts.NextAsync<IncidentClosed>("web#2");
        Assert.Equal(["web#2"], agent.Facts.All.OfType<IncidentOpened>().Select(static fact => fact.Component!.Value.Value));
        Assert.Single(agent.Facts.All.OfType<ProcessExited>());
    }

    [Fact]
    public async Task A_restart_asked_for_twice_at_once_leaves_one_process()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "trap 'sleep 0.2; exit 0' TERM; while :; do sleep 0.05; done")]);

        await Task.WhenAll(agent.Agent.RestartAsync(new("web"), "anna", "a new certificate"), agent.Agent.RestartAsync(new("web"), "anna", "a new certificate")).WaitAsync(Eventually.Watchdog);

        int serving = (await agent.ProcessOfAsync("web"))!.Value;
        Assert.True(LinuxProcess.Lives(serving));
        int[] lost = [.. agent.Facts.All.OfType<ProcessStarted>().Select(static start => start.ProcessId).Where(pid => pid != serving && LinuxProcess.Lives(pid))];
        Assert.Empty(lost);
        Assert.Empty(agent.Facts.All.OfType<IncidentOpened>());
        Assert.Contains(agent.Facts.All.OfType<HealthChanged>(), static change => change.Reason == "restarts as anna ordered: a new certificate");
    }

    [Fact]
    public async Task A_replicated_service_whose_instances_all_die_is_healed_and_given_to_nobody()
    {
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "exec sleep 1000") with { Replicas = 2 }]);
        int[] processes = [(await agent.ProcessOfAsync("web#1")).GetValueOrDefault(), (await agent.ProcessOfAsync("web#2")).GetValueOrDefault()];

        foreach (int process in processes)
            LinuxProcess.Signal(process, LinuxProcess.Kill);

        _ = await agent.Facts.NextAsync<IncidentClosed>("web#1");
        await Eventually.TrueAsync(() => agent.Agent.Health.Current.State == HealthState.Healthy && agent.Agent.Recovery.Current.Open.Count == 0, "both are back");
        Assert.Empty(agent.Facts.All.OfType<IncidentHandedOver>());
        Assert.DoesNotContain(agent.Facts.All.OfType<IncidentOpened>(), static opened => opened.Component?.Value == "web");
    }

    [Fact]
    public async Task A_process_that_wakes_by_itself_while_healing_is_stopped_is_well_again()
    {
        using var workspace = new Workspace();
        string beats = workspace.PathOf("beats");
        await File.WriteAllTextAsync(beats, "");
        ServicePlan service = TestAgent.Shell("web", "") with
        {
            Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Prunella.EndToEnd.dll"), "notify", beats], Ready = new Readiness.Notify(),
        };
        await using TestAgent agent = await TestAgent.ReadyAsync([service], workspace);
        int process = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;
        agent.Agent.KillSwitch.Stop("test", "nothing is to be replaced");

        LinuxProcess.Signal(process, LinuxProcess.Stop);
        _ = await agent.Facts.NextAsync<IncidentOpened>("web");
        LinuxProcess.Signal(process, LinuxProcess.Continue);

        Assert.Equal(IncidentOutcome.Recovered, (await agent.Facts.NextAsync<IncidentClosed>("web")).Outcome);
        Assert.Equal(process, await agent.ProcessOfAsync("web"));
    }
}
