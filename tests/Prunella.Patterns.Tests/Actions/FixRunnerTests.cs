using Prunella.Journal;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Tests.Actions;

public sealed class FixRunnerTests
{
    private static readonly StepsFix Three = new([
        new EditFix("a.cs", "one", "two"), new DiffFix("--- /dev/null\n+++ b/new/deep/b.cs\n@@ -0,0 +1 @@\n+x\n"), new EditFix("a.cs", "two", "three"),
    ]);

    private readonly NotedFacts _facts = new();

    [Fact]
    public async Task Later_steps_see_earlier_ones_and_everything_can_be_taken_back()
    {
        using var project = new ProjectFolder(("a.cs", "one\n"));
        PlannedFix plan = project.Workspace.Plan(Three);
        Assert.True(plan.Undoable);
        Assert.Equal(["a.cs", "new/deep/b.cs"], plan.Effects.Select(static effect => effect.Path.Value));

        AppliedFix applied = await project.Runner(_facts).ApplyAsync(plan);
        Assert.Equal("three\n", project.Text("a.cs"));
        Assert.Equal([1, 2, 3], _facts.All.OfType<FixStepped>().Select(static step => step.Step));
        Assert.Null(_facts.All.OfType<FixFinished>().Single().Error);

        FixBackup.Open(applied.Backup.Folder).Undo();
        Assert.Equal(["a.cs"], project.All().Keys);
        Assert.Equal("one\n", project.Text("a.cs"));
        Assert.False(Directory.Exists(Path.Combine(project.Root, "new")));
        applied.Backup.Undo(); // a second time changes nothing
    }

    [Fact]
    public async Task The_kill_switch_between_any_two_steps_leaves_nothing_behind()
    {
        for (int after = 0; after <= 6; after++)
        {
            using var project = new ProjectFolder(("a.cs", "one\n"));
            PlannedFix plan = project.Workspace.Plan(Three);
            FixException stopped = await Assert.ThrowsAsync<FixException>(() => project.Runner(_facts, new HandSwitch(engagedAfter: after)).ApplyAsync(plan));
            Assert.Contains("stopped", stopped.Message, StringComparison.Ordinal);
            Assert.Equal(["a.cs"], project.All().Keys);
            Assert.Equal("one\n", project.Text("a.cs"));
        }
    }

    [Fact]
    public async Task A_file_that_changed_since_the_plan_stops_the_fix()
    {
        using var project = new ProjectFolder(("a.cs", "one\n"), ("b.cs", "one\n"));
        PlannedFix plan = project.Workspace.Plan(new StepsFix([new EditFix("a.cs", "one", "two"), new EditFix("b.cs", "one", "two")]));
        project.Put("b.cs", "one, and a person's work\n");
        _ = await Assert.ThrowsAsync<FixException>(() => project.Runner(_facts).ApplyAsync(plan));
        Assert.Equal("one\n", project.Text("a.cs"));
        Assert.Equal("one, and a person's work\n", project.Text("b.cs"));
    }

    [Fact]
    public async Task A_person_s_work_after_the_fix_is_never_lost_by_an_undo()
    {
        using var project = new ProjectFolder(("a.cs", "one\n"), ("b.cs", "one\n"));
        AppliedFix applied = await project.Runner(_facts).ApplyAsync(project.Workspace.Plan(new StepsFix([new EditFix("a.cs", "one", "two"), new EditFix("b.cs", "one", "two")])));
        project.Put("b.cs", "a person's work\n");
        Assert.Contains("b.cs", Assert.Throws<FixException>(applied.Backup.Undo).Message, StringComparison.Ordinal);
        Assert.Equal("two\n", project.Text("a.cs"));
    }

    [Fact]
    public async Task A_command_that_fails_takes_the_fix_back()
    {
        using var project = new ProjectFolder(("a.cs", "one\n"));
        var commands = new CannedCommands(new CommandResult(3, "first\nit does not build\n"), () => project.Put("a.cs", "reformatted\n"));
        PlannedFix plan = project.Workspace.Plan(new StepsFix([new EditFix("a.cs", "one", "two"), new CommandFix(["dotnet", "build"])]));
        Assert.False(plan.Undoable);
        FixException failed = await Assert.ThrowsAsync<FixException>(() => project.Runner(_facts, commands: commands).ApplyAsync(plan));
        Assert.Contains("it does not build", failed.Message, StringComparison.Ordinal);
        Assert.Equal("one\n", project.Text("a.cs"));
        Assert.NotNull(_facts.All.OfType<FixFinished>().Single().Error);
    }

    [Fact]
    public async Task A_command_gets_its_arguments_as_they_are_and_no_key_of_the_environment()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var project = new ProjectFolder();
        Environment.SetEnvironmentVariable("PRUNELLA_TEST_KEY", "sk-very-secret");
        var runner = new CommandRunner();
        Assert.Equal("$(id) ; * \"x\"\n", (await runner.RunAsync(["echo", "$(id) ; * \"x\""], project.Root, default)).Output);
        Assert.DoesNotContain("sk-very-secret", (await runner.RunAsync(["env"], project.Root, default)).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await runner.RunAsync(["false"], project.Root, default)).ExitCode);
        _ = await Assert.ThrowsAsync<FixException>(() => runner.RunAsync(["no-such-program-here"], project.Root, default));
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_ended()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var project = new ProjectFolder();
        Assert.Contains("longer", (await Assert.ThrowsAsync<FixException>(() => new CommandRunner(TimeSpan.FromMilliseconds(50)).RunAsync(["sleep", "600"], project.Root, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var project = new ProjectFolder(("run", "one\n"));
        string full = Path.Combine(project.Root, "run");
        File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        UnixFileMode before = File.GetUnixFileMode(full);
        AppliedFix applied = await project.Runner(_facts).ApplyAsync(project.Workspace.Plan(new EditFix("run", "one", "two")));
        Assert.Equal(before, File.GetUnixFileMode(full));
        applied.Backup.Undo();
        Assert.Equal(before, File.GetUnixFileMode(full));
    }

    [Fact]
    public void An_action_survives_its_file_and_has_a_name_of_its_content()
    {
        FixAction action = new StepsFix([.. Three.Steps, new CommandFix(["dotnet", "restore"])]);
        Assert.Equal(action, FixAction.Read(action.ToJson()));
        using var project = new ProjectFolder(("a.cs", "one\n"));
        Assert.Equal(project.Workspace.Plan(Three).Id, project.Workspace.Plan(FixAction.Read(Three.ToJson())).Id);
        Assert.NotEqual(project.Workspace.Plan(Three).Id, project.Workspace.Plan(Three.Steps[0]).Id);
    }

    [Theory]
    [InlineData("""{"kind":"shell","command":["rm"]}""")]
    [InlineData("""{"kind":"command","command":"rm -rf /"}""")]
    [InlineData("""{"kind":"command","command":[]}""")]
    [InlineData("""{"kind":"command","command":["/bin/sh"]}""")]
    [InlineData("""{"kind":"command","command":["dotnet","a\nb"]}""")]
    [InlineData("""{"kind":"command","command":["dotnet"],"limits":{"files":1000}}""")]
    [InlineData("""{"kind":"edit","file":"../a","old":"x","new":"y"}""")]
    [InlineData("""{"kind":"edit","file":"a","old":"","new":"y"}""")]
    [InlineData("""{"kind":"edit","file":"a"}""")]
    [InlineData("""{"kind":"steps","steps":[{"kind":"steps","steps":[]}]}""")]
    [InlineData("""{"kind":"steps","steps":[null]}""")]
    [InlineData("""{"kind":"diff","diff":"hello"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void An_action_that_is_not_well_formed_is_refused(string json) => Assert.Throws<FormatException>(() => FixAction.Read(json));

    private sealed class CannedCommands(CommandResult result, Action whenRun) : ICommandRunner
    {
        public Task<CommandResult> RunAsync(IReadOnlyList<string> command, string directory, CancellationToken cancellationToken)
        {
            whenRun();
            return Task.FromResult(result);
        }
    }
}
