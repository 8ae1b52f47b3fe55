using Prunella.Cli.Output;
using Prunella.Cli.Tests.Agents;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Testing;
using Prunella.Views;

namespace Prunella.Cli.Tests.Output;

public sealed class EventPrinterTests : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };

    [Fact]
    public void Output_of_services_in_a_pipe_is_prefixed_and_loses_its_escapes()
    {
        Printer(colour: false).Output(new ComponentName("a"), "\e[1;32mok\e[0m\t\e]0;title\a\e[2Jend\r\b");

        Assert.Equal("a        | ok\tend\n", _out.ToString());
    }

    [Fact]
    public void Output_of_services_on_a_terminal_has_the_same_colour_in_every_run()
    {
        Printer(colour: true).Output(new ComponentName("orders"), "x");
        Printer(colour: true).Output(new ComponentName("orders"), "x");

        string[] lines = _out.ToString().TrimEnd().Split('\n');
        Assert.StartsWith("\e[", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines[0], lines[1]);
    }

    [Fact]
    public void A_service_may_colour_a_terminal_but_not_clear_it()
    {
        Printer(colour: true).Output(new ComponentName("a"), "\e[2J\e[31mred");

        Assert.EndsWith("\e[31mred\e[0m\n", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[2J", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_widen_with_longer_names_and_stay_wide()
    {
        EventPrinter printer = Printer(colour: false);
        printer.Output(new ComponentName("inventory#2"), "x");
        printer.Output(new ComponentName("a"), "y");

        Assert.Equal("inventory#2 | x\na           | y\n", _out.ToString());
    }

    [Fact]
    public void Every_kind_of_fact_has_a_sentence_of_its_own()
    {
        Type[] kinds = [.. typeof(JournalEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(JournalEvent)))];

        Assert.All(kinds, static kind =>
        {
            var fact = (JournalEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(kind);
            Assert.NotEqual(kind.Name, EventPhrase.Of(fact).Text);
        });
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.2, "<1 ms")]
    [InlineData(85, "85 ms")]
    [InlineData(1_440, "1.4 s")]
    [InlineData(59_999, "59 s")]
    [InlineData(200_000, "3 min 20 s")]
    [InlineData(7_500_000, "2 h 5 min")]
    [InlineData(273_600_000, "3 d 4 h")]
    public void Durations_are_told_in_two_units_at_most(double milliseconds, string expected) =>
        Assert.Equal(expected, Phrase.Of(TimeSpan.FromMilliseconds(milliseconds)));

    public void Dispose() => _out.Dispose();

    private EventPrinter Printer(bool colour) => new(new LineWriter(_out, colour), new ManualClock(Samples.Now));
}
