using System.Diagnostics;

namespace Prunella.Supervisor.Tests.Processes;

public sealed class ControlGroupTests
{
    [ControlGroupFact]
    public async Task All_that_is_born_in_a_group_is_killed_with_it_and_then_it_can_be_taken_away()
    {
        ControlGroup root = ControlGroup.TryCreateRoot($"test.{Guid.NewGuid():N}")!;
        ControlGroup group = root.TryCreateChild("web-1")!;
        Assert.True(group.IsEmpty());
        using var process = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "echo 0 > \"$0\"; (setsid sleep 1000 &); exec sleep 1000", group.Members } })!;
        await Sight.UntilAsync(() => File.ReadAllLines(group.Members).Length == 2);
        Assert.False(group.IsEmpty());
        Assert.False(root.TryDelete());

        group.Kill();

        await process.WaitForExitAsync();
        await Sight.UntilAsync(group.IsEmpty);
        Assert.True(root.TryDelete());
        Assert.True(root.TryDelete()); // it is gone already
        Assert.False(Directory.Exists(root.Path));
    }

    [ControlGroupFact]
    public async Task Groups_of_supervisors_that_are_no_more_are_swept_away_and_those_of_the_living_are_not()
    {
        using var dead = Process.Start("true");
        await dead.WaitForExitAsync();
        ControlGroup abandoned = ControlGroup.TryCreateRoot($"{dead.Id}-1.1")!;
        ControlGroup reused = ControlGroup.TryCreateRoot($"{Environment.ProcessId}-1.1")!; // our id, but another start
        ControlGroup living = ControlGroup.TryCreateRoot($"{Environment.ProcessId}-{ProcessFiles.StartTime(Environment.ProcessId)}.9")!;

        ControlGroup.SweepAbandoned();

        Assert.Equal((false, false, true), (Directory.Exists(abandoned.Path), Directory.Exists(reused.Path), Directory.Exists(living.Path)));
        Assert.True(living.TryDelete());
    }

    [ControlGroupFact]
    public void A_limit_without_its_controller_is_not_taken()
    {
        ControlGroup root = ControlGroup.TryCreateRoot($"test.{Guid.NewGuid():N}")!;

        Assert.False(root.TrySet("nothing.max", "1"));

        Assert.True(root.TryDelete());
    }
}
