using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Tests.Analysis;

public sealed class StackTopTests
{
    [Theory]
    [InlineData("System.TimeoutException: no connection\n   at System.Threading.Tasks.Task.Wait()\n   at Shop.Db.Open(String name) in /src/Db.cs:line 41\n   at Shop.Orders.Place()", "Shop.Db.Open", "/src/Db.cs", 41)]
    [InlineData("java.io.IOException: closed\n\tat java.net.Socket.read(Socket.java:7)\n\tat shop.Db.open(Db.java:12)", "shop.Db.open", "Db.java", 12)]
    [InlineData("failed\n   at System.String.Concat(String a)\n", "System.String.Concat", null, 0)]
    public void The_first_place_that_is_no_frameworks_is_found(string text, string member, string? file, int line) =>
        Assert.Equal(new CodePlace(member, file, line), StackTop.Of(text));

    [Fact]
    public void A_text_without_a_trace_has_no_place() => Assert.Null(StackTop.Of("at noon (or later) we were at home"));

    [Fact]
    public void Blank_lines_without_end_are_gone_through_once() => // a pattern that tries from each of them anew would not come to an end
        Assert.Equal("Shop.Db.Open", StackTop.Of(new string('\n', 1_000_000) + "   at Shop.Db.Open()")?.Member);
}
