using System.Text.Json;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Tests;

public class ReportTests
{
    private static readonly Run Run = new("bench/run area", "2026-01-02 03:04 UTC", "abc", "a processor", 2, "a kernel", "a runtime", "0.5");

    [Fact]
    public void The_json_is_one_line_with_every_figure_in_its_order_and_null_for_what_was_not_measured()
    {
        Report report = new(["b_ms", "a_ms", "ratio"]);
        report.Set("ratio", 0.00123456);
        report.Set("a_ms", 12345.6);

        Assert.Equal("""{"b_ms":null,"a_ms":12346,"ratio":0.001235}""", ReportWriter.Json(report));
    }

    [Fact]
    public void A_figure_that_was_not_promised_is_refused_and_so_is_a_second_value()
    {
        Report report = new(["a_ms"]);
        report.Set("a_ms", 1);

        _ = Assert.Throws<ArgumentException>(() => report.Set("b_ms", 1));
        _ = Assert.Throws<ArgumentException>(() => report.Set("a_ms", 2));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_json_can_not_hold_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Report(["a_ms"]).Set("a_ms", value));

    [Fact]
    public void The_page_names_machine_date_commit_and_command()
    {
        Table table = new("Restarts", "who", "ms");
        table.Row("a|b", "1.5");
        Report report = new(["a_ms", "b_ms"]);
        report.Add(table);
        report.Set("a_ms", 1500);
        report.Note("first line\nsecond line");

        Assert.Equal("""
            # An area

            `bench/run area` on 2026-01-02 03:04 UTC, commit abc.
            a processor, 2 cores; a kernel; a runtime; load 0.5.

            ## Restarts

            | who | ms |
            | --- | ---: |
            | a\|b | 1.5 |

            ## Figures

            | figure | value |
            |---|---:|
            | a_ms | 1,500 |
            | b_ms | not measured |

            ## Notes

            - first line second line

            """, ReportWriter.Page("An area", Run, report));
    }

    [Fact]
    public void The_text_aligns_its_columns()
    {
        Table table = new("T", "who", "ms");
        table.Row("somebody", "1");
        Report report = new([]);
        report.Add(table);

        Assert.StartsWith("\nT\n  who       ms\n  somebody   1\n", ReportWriter.Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_has_a_cell_for_every_column() => Assert.Throws<ArgumentException>(() => new Table("T", "a", "b").Row("1"));

    [Fact]
    public void The_json_can_be_read_back_without_a_figure() => Assert.Empty(JsonDocument.Parse(ReportWriter.Json(new Report([]))).RootElement.EnumerateObject());
}
