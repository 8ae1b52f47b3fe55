using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Tests.Actions;

public sealed class WorkspaceTests
{
    private static readonly string[] Separators = ["/", "", "\\"];

    [Fact]
    public void No_path_leads_out_of_the_project() => Prop.ForAll(
        Gen.ListOf(Gen.Elements("..", ".", "", "/", "\\", "a", "b.cs", "..\\", "C:", "~", ".git", ".GIT", "git~1", "\0", "\n", "... ", "%2e%2e", "..;", "\u202e", "a:b", "con", "．．")).ToArbitrary(),
        static parts =>
        {
            foreach (string separator in Separators)
            {
                if (!ProjectPath.TryParse(string.Join(separator, parts), out ProjectPath path))
                    continue;
                string full = Path.GetFullPath(Path.Combine("/root/project", path.Value));
                if (!full.StartsWith("/root/project/", StringComparison.Ordinal) || full != "/root/project/" + path.Value || path.Parts.Contains(".git", StringComparer.OrdinalIgnoreCase))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/x")]
    [InlineData("a\\..\\x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a/")]
    [InlineData("~/x")]
    [InlineData(".git/config")]
    [InlineData("sub/.Git/hooks/post-commit")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void A_hostile_path_is_refused(string path)
    {
        Assert.False(ProjectPath.TryParse(path, out _));
        Assert.Throws<FormatException>(() => new EditFix(path, "a", "b").Check());
    }

    [Fact]
    public async Task A_link_on_the_way_is_refused_for_reading_and_for_writing()
    {
        if (OperatingSystem.IsWindows())
            return; // links need a privilege there
        using var project = new ProjectFolder(("real/a.cs", "one\n"));
        _ = Directory.CreateDirectory(project.Outside);
        await File.WriteAllTextAsync(Path.Combine(project.Outside, "a.cs"), "one\n");
        _ = Directory.CreateSymbolicLink(Path.Combine(project.Root, "out"), project.Outside);
        _ = File.CreateSymbolicLink(Path.Combine(project.Root, "b.cs"), Path.Combine(project.Outside, "a.cs"));
        _ = File.CreateSymbolicLink(Path.Combine(project.Root, "dangling.cs"), Path.Combine(project.Outside, "none.cs"));
        foreach (string path in new[] { "out/a.cs", "b.cs" })
            Assert.Contains("is a link", Assert.Throws<FixException>(() => project.Workspace.Plan(new EditFix(path, "one", "two"))).Message, StringComparison.Ordinal);
        foreach (string path in new[] { "out/new.cs", "dangling.cs" })
            Assert.Contains("is a link", Assert.Throws<FixException>(() => project.Workspace.Plan(new DiffFix($"--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+x\n"))).Message, StringComparison.Ordinal);

        // A link that appears between the plan and the deed.
        PlannedFix plan = project.Workspace.Plan(new EditFix("real/a.cs", "one", "two"));
        Directory.Delete(Path.Combine(project.Root, "real"), recursive: true);
        _ = Directory.CreateSymbolicLink(Path.Combine(project.Root, "real"), project.Outside);
        _ = await Assert.ThrowsAsync<FixException>(() => project.Runner(new NotedFacts()).ApplyAsync(plan));
        Assert.Equal("one\n", await File.ReadAllTextAsync(Path.Combine(project.Outside, "a.cs")));
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        using var project = new ProjectFolder(("zero.bin", "a\0b"));
        File.WriteAllBytes(Path.Combine(project.Root, "latin.txt"), [0x61, 0xE9, 0x62]);
        Assert.Throws<FixException>(() => project.Workspace.Read(ProjectPath.Parse("zero.bin")));
        Assert.Throws<FixException>(() => project.Workspace.Read(ProjectPath.Parse("latin.txt")));
        Assert.Null(project.Workspace.Read(ProjectPath.Parse("none.txt")));
    }

    [Fact]
    public void An_edit_must_find_its_text_exactly_once()
    {
        using var project = new ProjectFolder(("a.cs", "x = 1; y = 1;\n"));
        Assert.Contains("more than once", Assert.Throws<FixException>(() => project.Workspace.Plan(new EditFix("a.cs", "= 1", "= 2"))).Message, StringComparison.Ordinal);
        Assert.Contains("does not hold", Assert.Throws<FixException>(() => project.Workspace.Plan(new EditFix("a.cs", "z = 1", "= 2"))).Message, StringComparison.Ordinal);
        Assert.Equal("x = 2; y = 1;\n", project.Workspace.Plan(new EditFix("a.cs", "x = 1", "x = 2")).Effects[0].After);
    }
}
