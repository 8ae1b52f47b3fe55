using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

/// <summary>The next process of a service waits before the first instruction of its program. Where the kernel refuses that there is nothing to see.</summary>
public sealed class HeldLaunchTests
{
    [Fact]
    public async Task The_next_process_has_run_nothing_before_it_is_called_and_everything_after()
    {
        if (HeldLaunch.WhyUnavailable is not null)
            return;
        await using TestAgent agent = await TestAgent.ReadyAsync([TestAgent.Shell("web", "echo $$ >> starts; exec sleep 1000")]);
        int first = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;
        int held = await HeldAsync(agent);
        Assert.Equal([$"{first}"], await File.ReadAllLinesAsync(agent.Workspace.PathOf("starts")));

        LinuxProcess.Signal(first, LinuxProcess.Kill);

        Assert.Equal(held, await agent.HealedAsync("web"));
        await Eventually.TrueAsync(
            () => File.ReadAllLines(agent.Workspace.PathOf("starts")).SequenceEqual([$"{first}", $"{held}"]), "the held process runs its program");
        Assert.DoesNotContain('t', StateOf(held));
    }

    [Fact]
    public async Task A_held_process_whose_program_was_replaced_on_the_disk_is_not_used()
    {
        if (HeldLaunch.WhyUnavailable is not null)
            return;
        using var workspace = new Workspace();
        string program = workspace.PathOf("server");
        File.Copy("/bin/sleep", program);
        var service = new ServicePlan { Name = new ComponentName("web"), Command = [program, "1000"] };
        await using TestAgent agent = await TestAgent.ReadyAsync([service], workspace);
        int first = (await agent.Facts.NextAsync<ProcessReady>("web")).ProcessId;
        int held = await HeldAsync(agent);

        File.Copy("/bin/sleep", program + ".new");
        File.Move(program + ".new", program, overwrite: true);
        LinuxProcess.Signal(first, LinuxProcess.Kill);

        Assert.NotEqual(held, await agent.HealedAsync("web"));
        await Eventually.TrueAsync(() => !LinuxProcess.Lives(held), "the stale process is gone");
    }

    [Fact]
    public async Task A_killed_supervisor_leaves_no_held_process()
    {
        using var workspace = new Workspace();
        using var tool = Tool.Start(workspace, "run", "--name", "sleeper", "--", "sleep", "1004");
        await Eventually.TrueAsync(() => workspace.Living().Count(static line => line.EndsWith(": sleep 1004", StringComparison.Ordinal)) == 2, "one runs and one waits");

        tool.Signal(LinuxProcess.Kill);

        await workspace.NothingLivesAsync();
    }

    [Fact]
    public async Task Where_the_kernel_refuses_ptrace_a_killed_process_is_replaced_all_the_same()
    {
        if (Seccomp.Ptrace == 0)
            return;
        using var workspace = new Workspace();
        string starts = workspace.PathOf("starts");
        using var supervisor = Tool.StartSelf(workspace, "refuse-ptrace", "supervise", workspace.Root, "sh", "-c", "echo $$ >> starts; exec sleep 1005");
        await supervisor.SaysAsync("ready; ptrace is refused: ");
        for (int count = 1; count <= 3; count++)
        {
            await Eventually.TrueAsync(() => File.Exists(starts) && File.ReadAllLines(starts).Length == count, $"start {count}");
            int serving = int.Parse(File.ReadAllLines(starts)[^1], System.Globalization.CultureInfo.InvariantCulture);
            await Eventually.TrueAsync(() => workspace.Runs("sleep 1005"), "it serves");
            if (count < 3)
                LinuxProcess.Signal(serving, LinuxProcess.Kill);
        }

        Assert.False(supervisor.HasExited);
        supervisor.Signal(LinuxProcess.Kill);
        await workspace.NothingLivesAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_supervisor_killed_at_any_moment_of_a_restart_leaves_nothing(bool controlGroups)
    {
        // Each round a little later: before the first exec, in it, at the hold, in a replacement.
        for (int round = 0; round < 8; round++)
        {
            using var workspace = new Workspace();
            using var supervisor = controlGroups
                ? Tool.Start(workspace, "run", "--name", "hasty", "--intensity", "0", "--", "sh", "-c", "sleep 0.05; exit 1")
                : Tool.StartSelf(workspace, "supervise", workspace.Root, "sh", "-c", "sleep 0.05; exit 1");
            await Eventually.TrueAsync(() => workspace.Living().Any(static line => line.EndsWith("exit 1", StringComparison.Ordinal)), "it has begun");
            await Task.Delay(TimeSpan.FromMilliseconds(37 * round), CancellationToken.None);

            supervisor.Signal(LinuxProcess.Kill);

            await workspace.NothingLivesAsync();
        }
    }

    private static async Task<int> HeldAsync(TestAgent agent)
    {
        int held = 0;
        await Eventually.TrueAsync(
            () => (held = agent.Workspace.Living().Select(static line => int.Parse(line[..line.IndexOf(':', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture))
                .FirstOrDefault(static pid => StateOf(pid).Contains('t', StringComparison.Ordinal) && !LinuxProcess.CommandLine(pid).Contains("prunella-launch", StringComparison.Ordinal))) != 0,
            "the next process is held");
        return held;
    }

    private static string StateOf(int pid) =>
        File.Exists($"/proc/{pid}/status") ? File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("State:", StringComparison.Ordinal))["State:".Length..].Trim()[..1] : "";
}
