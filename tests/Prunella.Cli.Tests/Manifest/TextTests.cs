using Prunella.Cli.Manifest;

namespace Prunella.Cli.Tests.Manifest;

public sealed class TextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("0s", 0)]
    public void Durations_are_read(string text, int milliseconds)
    {
        Assert.True(Quantity.TryDuration(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5d")]
    [InlineData("25h")]
    [InlineData("1..5s")]
    [InlineData("9999999999999999h")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Quantity.TryDuration(text, out _));

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("1K", 1024)]
    [InlineData("1.5k", 1536)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("2GB", 2L << 30)]
    public void Sizes_are_read(string text, long bytes)
    {
        Assert.True(Quantity.TryBytes(text, out long read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("1X")]
    [InlineData("-1K")]
    [InlineData("999999999999T")]
    public void What_is_no_size_is_refused(string text) => Assert.False(Quantity.TryBytes(text, out _));

    [Theory]
    [InlineData("a b  c", new[] { "a", "b", "c" })]
    [InlineData("a 'b c' \"d e\"", new[] { "a", "b c", "d e" })]
    [InlineData("a\\ b '' \"\\n\\\"\"", new[] { "a b", "", "\\n\"" })]
    [InlineData("--x='1 2'3", new[] { "--x=1 23" })]
    [InlineData("x '&&'", new[] { "x", "&&" })]
    public void Words_are_split_as_a_shell_does(string line, string[] expected)
    {
        Assert.Null(ShellWords.Split(line, out List<string> words));
        Assert.Equal(expected, words);
    }

    [Theory]
    [InlineData("inventroy", " Did you mean 'inventory'?")]
    [InlineData("Orders", " Did you mean 'orders'?")]
    [InlineData("payments", "")]
    public void Only_what_is_near_is_suggested(string word, string expected) =>
        Assert.Equal(expected, Suggestion.For(word, ["inventory", "orders"]));
}
