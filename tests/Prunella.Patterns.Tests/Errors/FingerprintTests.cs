using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Tests.Errors;

public class FingerprintTests
{
    private readonly Fingerprinter _fingerprinter = new(new HelperModel());

    [Fact]
    public void Lines_builds_and_inputs_change_nothing()
    {
        Fingerprint debug = Of("Acme.OrderException: order 17 is closed\n   at Acme.Desk.<CloseAsync>d__4.MoveNext() in /src/Desk.cs:line 41\n   at Acme.Web.Run(Int32 id) in /src/Web.cs:line 3");
        Fingerprint release = Of("Acme.OrderException: order 99812 is closed\n   at Acme.Desk.<CloseAsync>d__7.MoveNext()\n   at Acme.Web.Run(Int32 id)");

        Assert.Equal(debug, release);
        Assert.StartsWith("fp1:", debug.Core, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_way_to_the_same_fault_changes_the_exact_name_alone()
    {
        Fingerprint web = Of("Acme.OrderException: order 17 is closed\n   at Acme.Desk.Close(Int32 id)\n   at Acme.Web.Run(Int32 id)");
        Fingerprint timer = Of("Acme.OrderException: order 17 is closed\n   at Acme.Desk.Close(Int32 id)\n   at Acme.Timer.Tick()");

        Assert.NotEqual(web.Exact, timer.Exact);
        Assert.Equal(web.Core, timer.Core);
        Assert.Equal(web.Template, timer.Template);
    }

    [Fact]
    public void A_guard_that_all_call_is_stepped_over_once_that_is_learnt()
    {
        var helpers = new HelperModel();
        var fingerprinter = new Fingerprinter(helpers);
        ErrorEvent[] errors = [.. Enumerable.Range(0, 6).Select(static i => ErrorParser.Parse($"Acme.BadException: empty\n   at Acme.Guard.NotEmpty(String s)\n   at Acme.Service{i}.Check{i}(String s)\n   at Acme.Web.Run()"))];

        Assert.Single(errors.Select(error => fingerprinter.Of(error).Core).Distinct());
        Array.ForEach(errors, helpers.Learn);
        Assert.Equal(6, errors.Select(error => fingerprinter.Of(error).Core).Distinct().Count());
    }

    [Fact]
    public void A_service_with_many_methods_is_no_helper_however_often_it_is_called()
    {
        var helpers = new HelperModel();
        for (int i = 0; i < 10; i++)
            helpers.Learn(ErrorParser.Parse($"E.X: y\n   at Acme.Service.Method{i}()\n   at Acme.Entry{i % 5}.Run()"));

        Assert.False(helpers.IsHelper(new StackFrame("Acme.Service", "Method1", null, null, InApp: true)));
    }

    [Theory]
    [InlineData("user 17 of 4 not found", "user * of * not found")]
    [InlineData("no file '/srv/a/b.txt' at 2026-01-02T03:04:05Z", "no file * at *")]
    [InlineData("GET https://example.org/x?y=1 failed for jane@example.org", "GET * failed for *")]
    [InlineData("id 0e02bb7f-4cce-430a-81e4-e1911bc2b3e0", "id *")]
    [InlineData("password <secret:password:7f3a> wrong", "password * wrong")]
    [InlineData("first\n\n second \nthird", "first\nsecond")]
    public void A_template_keeps_what_is_always_said(string message, string template) => Assert.Equal(template, MessageTemplate.Of(message));

    [Fact]
    public void Any_text_can_be_parsed_named_and_compared() => Prop.ForAll<string[]>(lines =>
    {
        string text = string.Join('\n', lines.Select(static (line, index) => index % 2 == 0 ? line : $"   at {line}()"));
        ErrorEvent error = ErrorParser.Parse(text);
        Fingerprint fingerprint = _fingerprinter.Of(error);
        return fingerprint == _fingerprinter.Of(ErrorParser.Parse(text)) && new ErrorSimilarity([error, error]).Of(0, 1) is >= 0 and <= 1.000001;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_most_alike_error_comes_first()
    {
        string[] texts =
        [
            "A.X: order closed\n   at Acme.Desk.Close()\n   at Acme.Web.Run()",
            "A.Y: no stock\n   at Acme.Stock.Take()\n   at Acme.Web.Run()",
            "A.X: order closed twice\n   at Acme.Desk.Close()\n   at Acme.Timer.Tick()",
        ];
        var similarity = new ErrorSimilarity([.. texts.Select(ErrorParser.Parse)]);

        Assert.Equal([2, 1], similarity.Nearest(0, 5).Select(static pair => pair.Index));
    }

    private Fingerprint Of(string text) => _fingerprinter.Of(ErrorParser.Parse(text));
}
