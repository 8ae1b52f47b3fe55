using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Causality;

namespace Prunella.Patterns.Tests.Causality;

public sealed class GitLogReaderTests
{
    [Fact]
    public void Files_lines_and_functions_are_read()
    {
        Commit commit = Assert.Single(Read("""
            Habc|1700000000|Ada|Round prices; again
            diff --git a/src/Cart.cs b/src/Cart.cs
            index 1..2 100644
            --- a/src/Cart.cs
            +++ b/src/Cart.cs
            @@ -10,2 +10 @@ public decimal Total(int count)
            -        return sum;
            -    }
            +        return Math.Round(sum);
            @@ -30,0 +30,3 @@ class Cart
            +    internal static bool IsEmpty(Cart cart)
            +    {
            +    }
            diff --git a/old.txt b/old.txt
            deleted file mode 100644
            --- a/old.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -gone
            """));
        Assert.Equal(("abc", "Ada", "Round prices; again", 1700000000L), (commit.Id, commit.Author, commit.Subject, commit.Time.ToUnixTimeSeconds()));
        Assert.Equal([("src/Cart.cs", 4, 2), ("old.txt", 0, 1)], commit.Files.Select(static file => (file.Path, file.Added, file.Deleted)));
        Assert.Equal(["Total", "Cart", "IsEmpty"], commit.Files[0].Functions);
    }

    [Fact]
    public void Lines_of_a_hunk_that_look_like_headings_are_none()
    {
        Commit commit = Assert.Single(Read("""
            Habc|1|a|s
            diff --git a/x b/x
            --- a/x
            +++ b/x
            @@ -1,2 +1,2 @@
            --- a/other
            -diff --git a/y b/y
            +++ b/other
            +@@ -1 +1 @@ evil()
            """));
        Assert.Equal([("x", 2, 2)], commit.Files.Select(static file => (file.Path, file.Added, file.Deleted)));
    }

    [Fact]
    public void A_calls_line_declares_nothing()
    {
        Commit commit = Assert.Single(Read("Habc|1|a|s\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1,3 @@\n+        return Compute(x);\n+        await Save(x);\n+        throw new Oops(x);"));
        Assert.Empty(commit.Files[0].Functions);
    }

    [Fact]
    public void Any_text_is_read_without_an_error() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), static lines =>
    {
        var reader = new GitLogReader();
        foreach (string line in lines ?? [])
            reader.Take(line ?? "");
        return reader.End() is not null;
    }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<Commit> Read(string text)
    {
        var reader = new GitLogReader();
        foreach (string line in text.Split('\n'))
            reader.Take(line.StartsWith('H') ? "\x1e" + line[1..].Replace('|', '\x1f') : line);
        return reader.End();
    }
}
