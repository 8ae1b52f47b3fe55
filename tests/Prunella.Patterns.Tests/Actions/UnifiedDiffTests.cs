using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Tests.Actions;

public sealed class UnifiedDiffTests
{
    private static readonly Gen<string> Text =
        from ending in Gen.Elements("\n", "\r\n")
        from lines in Gen.ListOf(Gen.Elements("a", "b", "", "  return;", "}", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "\\ No newline at end of file", "é…"))
        from open in Gen.Elements(true, false)
        let text = string.Concat(lines.Select(line => line + ending))
        select open && text.Length > 0 ? text[..^ending.Length] : text;

    [Fact]
    public void Reading_applying_and_undoing_leaves_everything_as_it_was() => Prop.ForAll(
        (from before in Text from after in Text from context in Gen.Choose(0, 4) from kind in Gen.Choose(0, 5) select (before, after, context, kind)).ToArbitrary(),
        static sample =>
        {
            (string? before, string? after) = sample.kind switch { 0 => (null, sample.after), 1 => (sample.before, null), _ => ((string?)sample.before, (string?)sample.after) };
            // What git does not show as a change of text: an empty file, or no change at all; and a file without an end is written as "\n".
            if (before == after)
                return true;
            FilePatch patch = Differ.Of("src/a.txt", before, after, sample.context);
            string written = new UnifiedDiff([patch]).ToString();
            UnifiedDiff read = UnifiedDiff.Parse(written);
            if (read.ToString() != written)
                return false;

            using var project = before is null ? new ProjectFolder() : new ProjectFolder(("src/a.txt", before));
            PlannedFix plan = project.Workspace.Plan(new DiffFix(written));
            AppliedFix applied = project.Runner(new NotedFacts()).ApplyAsync(plan).GetAwaiter().GetResult();
            bool fits = project.All().GetValueOrDefault(Path.Combine("src", "a.txt")) == after;
            applied.Backup.Undo();
            return fits && project.All().GetValueOrDefault(Path.Combine("src", "a.txt")) == before;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_read_or_refused_with_a_reason() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text =>
    {
        foreach (string tried in new[] { text ?? "", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n" + text, "diff --git " + text, "--- " + text + "\n+++ " + text + "\n@@ -1 +1 @@\n-a\n+b\n" })
        {
            try
            {
                _ = UnifiedDiff.Parse(tried);
            }
            catch (FormatException)
            {
                // The only way to refuse.
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_git_shows_of_several_files_is_read()
    {
        UnifiedDiff diff = UnifiedDiff.Parse("""
            commit 0123
            Author: Ada

                A rename, a new file, one that goes

            diff --git a/src/Old.cs b/src/New.cs
            similarity index 90%
            rename from src/Old.cs
            rename to src/New.cs
            index 1..2 100644
            --- a/src/Old.cs
            +++ b/src/New.cs
            @@ -1,2 +1,2 @@ class Old
            -class Old;
            +class New;
             // end
            diff --git a/made.txt b/made.txt
            new file mode 100644
            index 0000000..e69de29
            diff --git "a/f\303\274r.txt" "b/f\303\274r.txt"
            deleted file mode 100644
            --- "a/f\303\274r.txt"
            +++ /dev/null
            @@ -1 +0,0 @@
            -gone
            \ No newline at end of file
            --
            2.39.5
            """.Replace("\n--\n", "\n-- \n", StringComparison.Ordinal));
        Assert.Equal(["src/Old.cs > src/New.cs", " > made.txt", "für.txt > "], diff.Files.Select(static file => $"{file.From} > {file.To}"));
    }

    [Theory]
    [InlineData("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "modes")]
    [InlineData("diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc/passwd\n", "links")]
    [InlineData("diff --git a/x b/x\nnew file mode 160000\n", "submodules")]
    [InlineData("diff --git a/x b/x\nindex 1..2 120000\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n", "links")]
    [InlineData("diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 3\n", "binary")]
    [InlineData("diff --git a/x b/x\ncopy from x\ncopy to y\n", "copies")]
    [InlineData("--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n", "refused")]
    [InlineData("--- /etc/passwd\n+++ /etc/passwd\n@@ -1 +1 @@\n-a\n+b\n", "not relative")]
    [InlineData("--- a/.git/hooks/x\n+++ b/.git/hooks/x\n@@ -1 +1 @@\n-a\n+b\n", "git's own")]
    [InlineData("--- \"a/..\\057x\"\n+++ \"b/..\\057x\"\n@@ -1 +1 @@\n-a\n+b\n", "refused")]
    [InlineData("--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n", "no rename")]
    [InlineData("diff --git a/x b/../y\nsimilarity index 100%\nrename from x\nrename to ../y\n", "refused")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-a\n+b\n", "ends before")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n-b\n+b\n", "more lines")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n+c\n", "neither a file")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n a\n", "changes nothing")]
    [InlineData("--- a/x\n+++ b/x\n@@ -5 +5 @@\n-a\n+b\n@@ -1 +1 @@\n-a\n+b\n", "out of order")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-b\n+c\n", "twice")]
    [InlineData("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n\\ No newline at end of file\n+b\n c\n", "without an end")]
    [InlineData("--- a/x\n+++ b/x\n@@ -99999999999 +1 @@\n-a\n+b\n", "head of a hunk")]
    [InlineData("nothing at all", "no diff")]
    public void A_diff_that_asks_for_more_than_a_change_of_text_is_refused(string diff, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => UnifiedDiff.Parse(diff)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_diff_of_unix_lines_fits_a_file_of_windows_lines_and_keeps_them()
    {
        using var project = new ProjectFolder(("a.cs", "one\r\ntwo\r\nthree"));
        PlannedFix plan = project.Workspace.Plan(new DiffFix("--- a/a.cs\n+++ b/a.cs\n@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three\n\\ No newline at end of file\n"));
        Assert.Equal("one\r\nzwei\r\nthree", plan.Effects[0].After);
    }

    [Fact]
    public void A_diff_saved_with_windows_lines_fits_a_file_of_unix_lines()
    {
        using var project = new ProjectFolder(("a.cs", "one\ntwo\n"));
        Assert.Equal("one\nzwei\n", project.Workspace.Plan(new DiffFix("--- a/a.cs\r\n+++ b/a.cs\r\n@@ -1,2 +1,2 @@\r\n one\r\n-two\r\n+zwei\r\n")).Effects[0].After);
    }

    [Fact]
    public void Lines_that_moved_are_found_where_there_is_one_such_place_alone()
    {
        const string Diff = "--- a/a.cs\n+++ b/a.cs\n@@ -1,2 +1,2 @@\n one\n-two\n+zwei\n";
        using var project = new ProjectFolder(("a.cs", "zero\nzero\none\ntwo\n"));
        Assert.Equal("zero\nzero\none\nzwei\n", project.Workspace.Plan(new DiffFix(Diff)).Effects[0].After);

        project.Put("a.cs", "zero\none\ntwo\none\ntwo\n");
        Assert.Contains("more than one place", Assert.Throws<FixException>(() => project.Workspace.Plan(new DiffFix(Diff))).Message, StringComparison.Ordinal);
        project.Put("a.cs", "zero\none\n two\n");
        Assert.Contains("not there", Assert.Throws<FixException>(() => project.Workspace.Plan(new DiffFix(Diff))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--- /dev/null\n+++ b/a.cs\n@@ -0,0 +1 @@\n+x\n", "there already")]
    [InlineData("--- a/b.cs\n+++ b/b.cs\n@@ -1 +1 @@\n-a\n+b\n", "not there")]
    [InlineData("--- a/a.cs\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n", "more than")]
    [InlineData("diff --git a/a.cs b/c.cs\nsimilarity index 100%\nrename from a.cs\nrename to c.cs\n", "there already")]
    [InlineData("--- a/a.cs\n+++ b/a.cs\n@@ -1 +1 @@\n-one\n+eins\n\\ No newline at end of file\n", "goes on")]
    public void A_diff_that_does_not_fit_the_files_says_so(string diff, string said)
    {
        using var project = new ProjectFolder(("a.cs", "one\ntwo\n"), ("c.cs", ""));
        Assert.Contains(said, Assert.Throws<FixException>(() => project.Workspace.Plan(new DiffFix(diff))).Message, StringComparison.Ordinal);
    }
}
