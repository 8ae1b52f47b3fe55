namespace Prunella.Bench.Tests;

public class BenchOptionsTests
{
    [Fact]
    public void The_options_may_come_in_any_order()
    {
        BenchOptions? options = BenchOptions.TryParse(["--minutes", "2", "supervisor", "--short", "--only", "idle"]);

        Assert.Equal(new BenchOptions("supervisor", Short: true, Minutes: 2, Only: "idle"), options);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--short")]
    [InlineData("supervisor extra")]
    [InlineData("supervisor --shrot")]
    [InlineData("supervisor --minutes")]
    [InlineData("supervisor --minutes 0")]
    [InlineData("supervisor --minutes 241")]
    [InlineData("supervisor --minutes soon")]
    [InlineData("supervisor --only")]
    public void What_is_not_understood_is_refused(string line) =>
        Assert.Null(BenchOptions.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void The_command_on_the_page_does_the_same_again() =>
        Assert.Equal("bench/run false-restarts --minutes 2", BenchOptions.TryParse(["false-restarts", "--minutes", "2"])!.Command);
}
