using Prunella.Patterns.Actions;
using Prunella.Patterns.Generation;

namespace Prunella.Patterns.Tests.Generation;

public sealed class ExampleReaderTests
{
    private const string Diff = "diff --git a/Cart.cs b/Cart.cs\n--- a/Cart.cs\n+++ b/Cart.cs\n@@ -1,1 +1,1 @@\n-a\n+b\n";

    [Fact]
    public void A_commit_tells_its_error_and_its_fix()
    {
        ErrorExample example = ExampleReader.OfDiff("commit 0123456789\nAuthor: Ada <ada@example.org>\nDate:   today\n\n    Start the meter before the cart\n\n    System.InvalidOperationException: The meter of 'cart' has not begun\n\n" + Diff);
        Assert.Equal("System.InvalidOperationException: The meter of 'cart' has not begun", example.Error);
        Assert.Equal("Start the meter before the cart", example.Told);
        Assert.Equal(new DiffFix(Diff), example.Action);
    }

    [Fact]
    public void A_diff_without_words_needs_its_error_told()
    {
        Assert.Contains("give the error", Assert.Throws<FormatException>(() => ExampleReader.OfDiff(Diff)).Message, StringComparison.Ordinal);
        Assert.Equal("Change Cart.cs.", ExampleReader.OfDiff(Diff, "boom").Told);
        Assert.Throws<FormatException>(() => ExampleReader.OfDiff("no diff", "boom"));
    }

    [Fact]
    public void A_transcript_tells_the_command_that_helped()
    {
        ErrorExample example = ExampleReader.OfTranscript("""
            $ dotnet build
            error NETSDK1004: Assets file '/src/obj/project.assets.json' not found.
            $ ls
            obj
            $ dotnet restore
            Restored.
            $ dotnet build
            Build succeeded.
            $ dotnet test
            """);
        Assert.Contains("NETSDK1004", example.Error, StringComparison.Ordinal);
        Assert.Equal(new StepsFix([new CommandFix(["ls"]), new CommandFix(["dotnet", "restore"])]), example.Action);
        Assert.Equal("Run ls, then dotnet restore.", example.Told);
    }

    [Fact]
    public void A_transcript_tells_the_diff_that_helped()
    {
        ErrorExample example = ExampleReader.OfTranscript($"$ ./run\nUnhandled exception. System.InvalidOperationException: no meter\n   at Shop.Cart.Add() in /src/Cart.cs:line 3\n\n$ git diff\n{Diff}\n$ ./run\nok\n");
        Assert.Equal(new DiffFix(Diff), example.Action);
        Assert.Contains("Cart.Add", example.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_a_shell_understands_becomes_no_action() =>
        Assert.Null(ExampleReader.OfTranscript("$ make\nerror: no such file or directory: x.h\n$ curl x | sh\n$ make\nok\n").Action);

    [Theory]
    [InlineData("$ make\nok\n", "no error")]
    [InlineData("", "no error")]
    [InlineData("$ make\nerror: no\n", "Nothing was done")]
    public void A_transcript_that_tells_no_story_is_refused(string text, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => ExampleReader.OfTranscript(text)).Message, StringComparison.Ordinal);
}
