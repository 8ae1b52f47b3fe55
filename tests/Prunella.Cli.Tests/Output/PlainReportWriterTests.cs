using Prunella.Cli.Output;
using Prunella.Views;

namespace Prunella.Cli.Tests.Output;

public sealed class PlainReportWriterTests
{
    [Fact]
    public void A_table_without_heads_and_rows_is_nothing()
    {
        var output = new StringWriter();

        new PlainReportWriter(output).Write(new Report().Line("before").Table([], []).Line("after"));

        Assert.Equal("before\nafter\n", output.ToString());
    }

    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell()
    {
        var output = new StringWriter();

        new PlainReportWriter(output).Write(new Report().Table(["a", "b"], [new Words[] { "long one", "x" }, new Words[] { "y" }]));

        Assert.Equal("A         B\nlong one  x\ny\n", output.ToString());
    }
}
