using System.Globalization;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>What is measured, for people: a line for each series, or a chart of the only one.</summary>
internal static class MetricsReport
{
    private const int ChartRows = 8;
    private const int LongestRow = 24;
    private const int LeastWidth = 20;

    public static Report Of(MetricsReply reply, int width)
    {
        var report = new Report();
        if (reply.Series.Count == 0)
            return report.Line(new Words("There is no such series.", Tone.Muted));
        if (reply.Series is [var only])
            return Chart(report, only, reply, Math.Clamp(width - 12, LeastWidth, 120));
        _ = report.Table(["series", "last", "mean", "p99", "max", Phrase.Of(reply.Window)], reply.Series.Select(static series => new Words[]
        {
            series.Name, Value(series.Last, series.Unit), Value(series.Mean, series.Unit), Value(series.P99, series.Unit), Value(series.Maximum, series.Unit),
            new(Sparkline.Row(series.Points, LongestRow), Tone.Good),
        }));
        return reply.LeftOut == 0 ? report : report.Line(new Words($"{reply.LeftOut} more: narrow them down by a part of their names.", Tone.Warning));
    }

    /// <summary>A number to three digits with its unit: <c>1.23 ms</c>, <c>45.6 MB</c>.</summary>
    public static string Value(double? value, string unit)
    {
        if (value is not { } number)
            return "-";
        (double scaled, string word) = (unit, Math.Abs(number)) switch
        {
            ("s", > 0 and < 1e-3) => (number * 1e6, " µs"),
            ("s", > 0 and < 1) => (number * 1e3, " ms"),
            ("s", _) => (number, " s"),
            ("s/s", _) => (number * 100, " %"),
            ("By" or "By/s", >= 1 << 30) => (number / (1 << 30), " GB" + unit[2..]),
            ("By" or "By/s", >= 1 << 20) => (number / (1 << 20), " MB" + unit[2..]),
            ("By" or "By/s", >= 1 << 10) => (number / (1 << 10), " KB" + unit[2..]),
            ("By" or "By/s", _) => (number, " B" + unit[2..]),
            ("1/s", _) => (number, " /s"),
            _ => (number, unit.StartsWith('{') ? unit.EndsWith("/s", StringComparison.Ordinal) ? " /s" : "" : unit is "" or "1" ? "" : " " + unit),
        };
        return Digits(scaled) + word;
    }

    private static Report Chart(Report report, SeriesView series, MetricsReply reply, int width)
    {
        _ = report.Line(new Words(series.Name, Tone.Strong), new Words(series.Description.Length == 0 ? "" : "  " + series.Description, Tone.Muted));
        IReadOnlyList<string> rows = Sparkline.Rows(series.Points, width, ChartRows);
        for (int row = 0; row < rows.Count; row++)
        {
            string scale = row == 0 ? Value(series.Points.Max(), series.Unit) : row == rows.Count - 1 ? Value(series.Points.Min(), series.Unit) : "";
            _ = report.Line(new Words(scale.PadLeft(10) + " ", Tone.Muted), new Words(rows[row], Tone.Good));
        }

        return report.Line(new Words($"{"",11}{Phrase.Of(reply.Window)} up to {reply.At:HH:mm:ss} UTC", Tone.Muted)).Line("")
            .Table(["last", "min", "mean", "p50", "p90", "p99", "max", "points", "missing", "resets"],
            [[
                Value(series.Last, series.Unit), Value(series.Minimum, series.Unit), Value(series.Mean, series.Unit), Value(series.Median, series.Unit),
                Value(series.P90, series.Unit), Value(series.P99, series.Unit), Value(series.Maximum, series.Unit),
                Whole(series.Count), Whole(series.Missing), Whole(series.Resets),
            ]]);
    }

    private static string Digits(double value)
    {
        if (value == 0)
            return "0";
        int whole = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;
        return value.ToString("#,0." + new string('#', Math.Clamp(3 - whole, 0, 6)), CultureInfo.InvariantCulture);
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
