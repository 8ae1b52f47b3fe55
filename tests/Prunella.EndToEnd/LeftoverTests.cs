using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

/// <summary>However the supervision ends, nothing of it stays: no child, no grandchild that left its session, no cgroup.</summary>
public sealed class LeftoverTests
{
    // One grandchild in a session of its own whose parent is gone, one that keeps standard output open; the child does not know of them.
    private const string Family = "( setsid sleep 1001 & ); ( sleep 1002 & ); trap '' HUP; echo born; exec sleep 1003";

    private static readonly string[] Members = ["sleep 1001", "sleep 1002", "sleep 1003"];

    public static TheoryData<bool> ControlGroups => new(true, false);

    [Theory]
    [MemberData(nameof(ControlGroups))]
    public async Task An_orderly_stop_leaves_nothing(bool controlGroups)
    {
        using var workspace = new Workspace();
        await using (TestAgent agent = await FamilyAsync(workspace, controlGroups))
            await agent.Agent.StopAsync().WaitAsync(Eventually.Watchdog);

        await workspace.NothingLivesAsync();
        Assert.Empty(LinuxProcess.ControlGroupsOf(Environment.ProcessId));
    }

    [Theory]
    [MemberData(nameof(ControlGroups))]
    public async Task An_abort_leaves_nothing_and_ends_the_agent(bool controlGroups)
    {
        using var workspace = new Workspace();
        await using (TestAgent agent = await FamilyAsync(workspace, controlGroups))
        {
            agent.Agent.Abort();
            await agent.Agent.Ended.WaitAsync(Eventually.Watchdog);
        }

        await workspace.NothingLivesAsync();
        Assert.Empty(LinuxProcess.ControlGroupsOf(Environment.ProcessId));
    }

    [Theory]
    [MemberData(nameof(ControlGroups))]
    public async Task A_killed_child_takes_its_descendants_with_it(bool controlGroups)
    {
        await using TestAgent agent = await FamilyAsync(null, controlGroups);
        string[] family = [.. agent.Workspace.Living().Where(static line => line.Contains(": sleep 100", StringComparison.Ordinal))];
        int child = (await agent.Facts.NextAsync<ProcessReady>("family")).ProcessId;

        LinuxProcess.Signal(child, LinuxProcess.Kill);

        _ = await agent.HealedAsync("family");
        await Eventually.TrueAsync(() => !agent.Workspace.Living().Intersect(family).Any(), "the old family is gone");
    }

    [Fact]
    public async Task A_killed_command_line_leaves_nothing()
    {
        using var workspace = new Workspace();
        using var tool = Tool.Start(workspace, "run", "--name", "family", "--", "sh", "-c", Family);
        await FamilyLivesAsync(workspace);

        tool.Signal(LinuxProcess.Kill);

        await workspace.NothingLivesAsync();
        await Eventually.TrueAsync(() => LinuxProcess.ControlGroupsOf(tool.Id).Count == 0, "no cgroup is left");
    }

    [Fact]
    public async Task A_killed_supervisor_without_cgroups_leaves_nothing()
    {
        using var workspace = new Workspace();
        using var supervisor = Tool.StartSelf(workspace, "supervise", workspace.Root, "sh", "-c", Family);
        await FamilyLivesAsync(workspace);
        Assert.Empty(LinuxProcess.ControlGroupsOf(supervisor.Id));

        supervisor.Signal(LinuxProcess.Kill);

        await workspace.NothingLivesAsync();
    }

    [Fact]
    public async Task A_project_that_ends_does_not_touch_the_processes_of_another_in_the_same_process()
    {
        await using TestAgent stays = await FamilyAsync(null, controlGroups: true);
        using var workspace = new Workspace();
        await using (TestAgent goes = await FamilyAsync(workspace, controlGroups: true))
            await goes.Agent.StopAsync();

        await workspace.NothingLivesAsync();
        Assert.All(Members, member => Assert.True(stays.Workspace.Runs(member)));
        Assert.Empty(stays.Facts.All.OfType<ProcessExited>());
    }

    [Fact]
    public async Task A_process_holds_no_descriptor_but_its_own_three_and_its_socket()
    {
        ServicePlan service = TestAgent.Shell("web", "exec sleep 1000") with { Listen = [new ListenAddress(new(System.Net.IPAddress.Loopback, Workspace.FreePort()))] };
        await using TestAgent agent = await TestAgent.ReadyAsync([service]);
        int pid = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;
        await Eventually.TrueAsync(() => LinuxProcess.CommandLine(pid) == "sleep 1000", "it is its program");

        Assert.Equal([0, 1, 2, 3], LinuxProcess.Descriptors(pid));
    }

    private static async Task<TestAgent> FamilyAsync(Workspace? workspace, bool controlGroups)
    {
        TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("family", Family)], workspace, options => options with { UsesControlGroups = controlGroups });
        await FamilyLivesAsync(agent.Workspace);
        return agent;
    }

    private static Task FamilyLivesAsync(Workspace workspace) => Eventually.TrueAsync(
        () => Members.All(workspace.Runs),
        "the family lives");
}
