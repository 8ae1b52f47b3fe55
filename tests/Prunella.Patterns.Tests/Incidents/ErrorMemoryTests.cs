using Microsoft.Extensions.DependencyInjection;
using Prunella.Patterns.Incidents;
using Prunella.Recovery;

namespace Prunella.Patterns.Tests.Incidents;

public sealed class ErrorMemoryTests
{
    private const string Crash = "ended with 134, which nobody asked for, after 2.00 s\nprocess 17: ended with 134\nlistening on 5000\nUnhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.\n   at Shop.Cart.Add(Item item) in /src/Cart.cs:line 20\n   at Shop.Program.Main()";

    [Fact]
    public void A_crash_is_named_the_same_whatever_process_and_time_it_was()
    {
        var memory = new ErrorMemory();
        RecognisedError error = memory.Recognise(SomeIncident.Is, Crash)!, again = memory.Recognise(SomeIncident.Is, Crash.Replace("17", "4711", StringComparison.Ordinal).Replace(":line 20", ":line 21", StringComparison.Ordinal))!;
        Assert.StartsWith("fp1:c:", error.Fingerprint, StringComparison.Ordinal);
        Assert.Equal(error.Fingerprint, again.Fingerprint);
        Assert.Equal(("System.NullReferenceException: Object reference not set to an instance of an object.", "net.nullref"), (error.Error, error.Pattern));
        Assert.NotNull(error.Suggestion);
        Assert.InRange(error.Confidence, 0.5, 1);
    }

    [Theory]
    [InlineData("ended with 137, which nobody asked for, after 2.00 s\nprocess 17: ended with 137\nlistening on 5000")]
    [InlineData("answers slowly")]
    [InlineData("")]
    public void What_tells_of_no_error_is_not_named(string text) => Assert.Null(new ErrorMemory().Recognise(SomeIncident.Is, text));

    [Fact]
    public void No_secret_of_the_error_comes_out() =>
        Assert.DoesNotContain("AKIAIOSFODNN7EXAMPLQ", new ErrorMemory().Recognise(SomeIncident.Is, "Shop.KeyException: key AKIAIOSFODNN7EXAMPLQ is refused\n   at Shop.Cart.Add()")!.Error, StringComparison.Ordinal);

    [Fact]
    public void The_remedy_that_helped_most_surely_is_remembered_and_one_that_failed_more_is_not()
    {
        var memory = new ErrorMemory();
        Assert.Null(memory.RemedyFor(Crash));
        memory.Learn(SomeIncident.Is, Crash, "reset", helped: true);
        Assert.Equal("reset", memory.RemedyFor(Crash));
        memory.Learn(SomeIncident.Is, Crash, "reset", helped: false);
        Assert.Null(memory.RemedyFor(Crash));
        memory.Learn(SomeIncident.Is, Crash, "reset", helped: true);
        memory.Learn(SomeIncident.Is, Crash, "replace", helped: true);
        memory.Learn(SomeIncident.Is, Crash, "replace", helped: true);
        Assert.Equal("replace", memory.RemedyFor(Crash));
        Assert.Null(memory.RemedyFor("Shop.OtherException: x\n   at Shop.Stock.Take()"));
        Assert.Null(memory.RemedyFor("nothing of an error"));
    }

    [Fact]
    public void A_process_that_heals_itself_gets_it_by_one_call()
    {
        var services = new ServiceCollection();
        _ = services.AddPrunellaErrorMemory();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.IsType<ErrorMemory>(provider.GetRequiredService<IErrorMemory>());
    }
}
