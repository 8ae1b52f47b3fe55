using System.Globalization;

namespace Prunella.Health;

/// <summary>Files that several cases share: the last few tables, and the last traces and logs of ordinary time, are kept.</summary>
internal sealed class SharedFiles(string folder)
{
    private const int MostKept = 4;
    private readonly Dictionary<string, SeriesTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TelemetryWindow> _windows = new(StringComparer.Ordinal);

    public string Path(string file) => System.IO.Path.Combine(folder, file);

    public SeriesTable Table(string file) => Kept(_tables, file, () => SeriesTable.Read(Path(file)));

    public TelemetryWindow Telemetry(string? traces, string? logs, bool keep) =>
        traces is null && logs is null ? TelemetryWindow.Empty
        : keep ? Kept(_windows, $"{traces}\n{logs}", () => Window(traces, logs))
        : Window(traces, logs);

    private static T Kept<T>(Dictionary<string, T> kept, string key, Func<T> read)
    {
        if (kept.TryGetValue(key, out T? value))
            return value;
        if (kept.Count >= MostKept)
            kept.Clear();
        return kept[key] = read();
    }

    private TelemetryWindow Window(string? traces, string? logs) => new()
    {
        Spans = traces is null ? [] : [.. Rows(traces, 7).Select(row => new SpanRecord(
            row.Cells[0], row.Cells[1], row.Cells[2], row.Cells[3], row.Cells[4], Whole(row, 5, traces), Whole(row, 6, traces)))],
        Logs = logs is null ? [] : [.. Rows(logs, 5).Select(row => new LogRecord(Whole(row, 0, logs), row.Cells[1], row.Cells[2], row.Cells[3], row.Cells[4]))],
    };

    private IEnumerable<(int Line, List<string> Cells)> Rows(string file, int cells) => CsvRows.Read(Path(file)).Skip(1).Select(row =>
        row.Cells.Count >= cells ? row : throw new InvalidDataException($"{Path(file)}, line {row.Line}: {row.Cells.Count} cells, {cells} are expected."));

    private long Whole((int Line, List<string> Cells) row, int cell, string file) =>
        long.TryParse(row.Cells[cell], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
        : throw new InvalidDataException($"{Path(file)}, line {row.Line}: '{row.Cells[cell]}' is no whole number.");
}
