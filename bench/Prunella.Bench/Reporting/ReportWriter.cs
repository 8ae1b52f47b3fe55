using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Prunella.Bench.Reporting;

/// <summary>Writes a report as a page, as text for a terminal, and as one line of JSON.</summary>
internal static class ReportWriter
{
    public static string Page(string title, Run run, Report report)
    {
        StringBuilder page = new();
        _ = page.Append(CultureInfo.InvariantCulture, $"""
            # {title}

            `{run.Command}` on {run.Date}, commit {run.Commit}.
            {run.Processor}, {run.Cores} cores; {run.Kernel}; {run.Runtime}; load {run.Load}.

            """);
        foreach (Table table in report.Tables)
        {
            _ = page.Append(CultureInfo.InvariantCulture, $"\n## {table.Title}\n\n")
                .Append(Line(table.Columns)).Append(Line(table.Columns.Select(static (_, index) => index == 0 ? "---" : "---:")));
            foreach (IReadOnlyList<string> row in table.Rows)
                _ = page.Append(Line(row.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal))));
        }

        _ = page.Append("\n## Figures\n\n| figure | value |\n|---|---:|\n");
        foreach (string name in report.FigureNames)
            _ = page.Append(Line([name, Show(report[name])]));
        if (report.Notes.Count > 0)
            _ = page.Append("\n## Notes\n\n").AppendJoin('\n', report.Notes.Select(static note => "- " + note)).Append('\n');
        return page.ToString();

        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
    }

    public static string Text(Report report)
    {
        StringBuilder text = new();
        Table figures = new("Figures", "figure", "value");
        foreach (string name in report.FigureNames)
            figures.Row(name, Show(report[name]));
        foreach (Table table in report.Tables.Append(figures))
        {
            int[] widths = [.. table.Columns.Select((column, index) => table.Rows.Select(row => row[index].Length).Append(column.Length).Max())];
            _ = text.Append('\n').Append(table.Title).Append('\n');
            foreach (IReadOnlyList<string> row in table.Rows.Prepend(table.Columns))
            {
                string line = string.Join("  ", row.Select((cell, index) => index == 0 ? cell.PadRight(widths[index]) : cell.PadLeft(widths[index])));
                _ = text.Append("  ").Append(line.TrimEnd()).Append('\n');
            }
        }

        foreach (string note in report.Notes)
            _ = text.Append("\n! ").Append(note);
        return text.Append('\n').ToString();
    }

    /// <summary>One line; a figure that was not measured is null.</summary>
    public static string Json(Report report)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            foreach (string name in report.FigureNames)
            {
                if (report[name] is { } value)
                    json.WriteNumber(name, FourDigits(value));
                else
                    json.WriteNull(name);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    // Counts stay whole; a small ratio keeps its digits.
    private static double FourDigits(double value) =>
        Math.Abs(value) >= 1000 ? Math.Round(value) : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Show(double? value) => value is { } number ? Number.Show(number) : "not measured";
}
