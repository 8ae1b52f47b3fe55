namespace Prunella.Cli.Output;

/// <summary>Reports as text for files and pipes: aligned columns, no colour, no frames, nothing cut or wrapped.</summary>
internal sealed class PlainReportWriter(TextWriter output) : IReportWriter
{
    public void Write(Report report)
    {
        foreach (Report.Block block in report.Blocks)
        {
            if (block is Report.Block.Line line)
                output.WriteLine(string.Concat(line.Pieces.Select(static piece => piece.Text)));
            else if (block is Report.Block.Table table)
                Write(table);
        }

        output.Flush();
    }

    private void Write(Report.Block.Table table)
    {
        IEnumerable<string[]> rows = table.Rows.Select(static row => row.Select(static cell => cell.Text).ToArray());
        if (table.Headings.Count > 0)
            rows = rows.Prepend([.. table.Headings.Select(static heading => heading.ToUpperInvariant())]);

        string[][] cells = [.. rows];
        int[] widths = [.. Enumerable.Range(0, cells.Max(static row => row.Length))
            .Select(column => cells.Max(row => column < row.Length ? row[column].Length : 0))];
        foreach (string[] row in cells)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
