using System.Text;

namespace Prunella.Cli.Output;

/// <summary>Draws values as blocks of eight heights, in one row or in several.</summary>
internal static class Sparkline
{
    private const string Blocks = " ▁▂▃▄▅▆▇█";
    private const int Heights = 8;

    /// <summary>One row; a gap where there is no value.</summary>
    public static string Row(IReadOnlyList<double?> values, int width) => Rows(values, width, rows: 1)[0];

    /// <summary>The topmost row first. The lowest value is one block high, so that it can be told from a gap.</summary>
    public static IReadOnlyList<string> Rows(IReadOnlyList<double?> values, int width, int rows)
    {
        double?[] columns = Fit(values, width);
        double low = columns.Min() ?? 0;
        double range = (columns.Max() ?? 0) - low;
        int most = rows * Heights;
        int[] heights = [.. columns.Select(value => value is not { } known ? 0 : range <= 0 ? (most + 1) / 2 : 1 + (int)Math.Round((known - low) / range * (most - 1)))];
        return [.. Enumerable.Range(0, rows).Select(row => heights.Aggregate(new StringBuilder(), (line, height) =>
            line.Append(Blocks[Math.Clamp(height - ((rows - 1 - row) * Heights), 0, Heights)])).ToString())];
    }

    // Means of neighbours where there are more values than columns.
    private static double?[] Fit(IReadOnlyList<double?> values, int width)
    {
        if (values.Count <= width)
            return [.. values];
        var columns = new double?[width];
        for (int i = 0; i < width; i++)
            columns[i] = values.Skip(i * values.Count / width).Take(Math.Max(1, ((i + 1) * values.Count / width) - (i * values.Count / width))).Average();
        return columns;
    }
}
