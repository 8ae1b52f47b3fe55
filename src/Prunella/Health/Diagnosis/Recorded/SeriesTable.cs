using System.Globalization;

namespace Prunella.Health;

/// <summary>Series in columns, one row for each moment, as they are read from a CSV file.</summary>
/// <remarks>
/// A first column called <c>time</c>, <c>timestamp</c> or <c>date</c> is passed over. The others are named <c>component|metric</c>, or
/// <c>component_metric</c>, where the component ends at the first underscore. An empty cell, <c>NaN</c> or <c>null</c> is a missing point.
/// </remarks>
public sealed class SeriesTable
{
    private static readonly string[] Times = ["time", "timestamp", "date", "datetime", "time_us"];

    private SeriesTable(string name, IReadOnlyList<string> columns, double[][] values) => (Name, Columns, Values) = (name, columns, values);

    /// <summary>The file.</summary>
    public string Name { get; }

    /// <summary>Names of the columns, without that of time.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Values.Length == 0 ? 0 : Values[0].Length;

    internal double[][] Values { get; }

    /// <summary>Reads a CSV file, plain or gzipped.</summary>
    /// <exception cref="InvalidDataException">It is no table of numbers; the message says where.</exception>
    /// <exception cref="IOException">It can not be read.</exception>
    public static SeriesTable Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<string>? header = null;
        int skip = 0;
        List<double>[] columns = [];
        foreach ((int line, List<string> cells) in CsvRows.Read(path))
        {
            if (header is null)
            {
                header = cells;
                skip = Times.Contains(cells[0].Trim(), StringComparer.OrdinalIgnoreCase) ? 1 : 0;
                columns = [.. cells.Skip(skip).Select(static _ => new List<double>())];
                if (columns.Length == 0)
                    throw new InvalidDataException($"{path}: there is no column but that of time.");
                if (header.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
                    throw new InvalidDataException($"{path}: the column '{twice.Key}' is there twice.");
                continue;
            }

            if (cells.Count != header.Count)
                throw new InvalidDataException($"{path}, line {line}: {cells.Count} cells, but the header has {header.Count}.");
            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(Number(cells[i + skip], path, line, header[i + skip]));
        }

        if (header is null)
            throw new InvalidDataException($"{path} is empty.");
        return columns[0].Count == 0
            ? throw new InvalidDataException($"{path} has a header, but no rows.")
            : new SeriesTable(path, [.. header.Skip(skip)], [.. columns.Select(static column => column.ToArray())]);
    }

    /// <summary>The series of two tables, joined by the names of their columns.</summary>
    /// <exception cref="InvalidDataException">They have no column in common.</exception>
    public static IReadOnlyList<DiagnosisSeries> Join(SeriesTable normal, SeriesTable anomalous)
    {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(anomalous);
        Dictionary<string, double[]> now = anomalous.Columns.Zip(anomalous.Values).ToDictionary(static one => one.First, static one => one.Second, StringComparer.Ordinal);
        var series = new List<DiagnosisSeries>(normal.Columns.Count);
        for (int i = 0; i < normal.Columns.Count; i++)
        {
            if (!now.TryGetValue(normal.Columns[i], out double[]? values))
                continue;
            (string component, string metric) = Split(normal.Columns[i]);
            series.Add(new DiagnosisSeries(component, metric, SignalNaming.KindOf(metric), normal.Values[i], values));
        }

        return series.Count > 0 ? series : throw new InvalidDataException($"{normal.Name} and {anomalous.Name} have no column in common.");
    }

    /// <summary>Component and metric of a column.</summary>
    public static (string Component, string Metric) Split(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        int at = column.IndexOf('|', StringComparison.Ordinal);
        if (at < 0)
            at = column.IndexOf('_', StringComparison.Ordinal);
        return at < 0 ? (column, "") : (column[..at], column[(at + 1)..]);
    }

    private static double Number(string cell, string path, int line, string column)
    {
        ReadOnlySpan<char> text = cell.AsSpan().Trim();
        if (text.IsEmpty || text is "null" || text.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return double.NaN;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? double.IsFinite(value) ? value : double.NaN
            : throw new InvalidDataException($"{path}, line {line}, column '{column}': '{cell}' is no number.");
    }
}
