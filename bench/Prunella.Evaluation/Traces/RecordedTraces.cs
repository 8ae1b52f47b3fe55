using System.Globalization;
using System.Text.Json;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Watching;

namespace Prunella.Evaluation.Traces;

/// <summary>A recording of spans, log lines and metrics, each row with the microsecond at which a collector would have got it.</summary>
internal sealed class RecordedTraces
{
    private readonly string _prefix;
    private readonly string[] _services, _operations;

    public RecordedTraces(string prefix)
    {
        _prefix = prefix;
        using JsonDocument meta = JsonDocument.Parse(File.ReadAllBytes(prefix + ".meta.json"));
        _services = Names(meta, "services");
        _operations = Names(meta, "operations");
    }

    /// <summary>The spans, by when they ended: not before then is anything known of them.</summary>
    public IEnumerable<(long Time, Span Span)> Spans() => Rows(".spans.csv.xz", 7).Select(row =>
    {
        long trace = Number(row, 0), parent = Number(row, 2), start = Number(row, 5), duration = Number(row, 6);
        var span = new Span(new TraceId((UInt128)(trace + 1)), new SpanId((ulong)Number(row, 1)), new SpanId((ulong)parent),
            _services[Number(row, 3)], _operations[Number(row, 4)], start * 1000, duration * 1000);
        return (Time: start + duration, Span: span);
    }).OrderBy(static row => row.Time);

    /// <summary>The readings of metrics, in their order.</summary>
    public IEnumerable<(long Time, Reading Reading)> Readings()
    {
        if (!File.Exists(_prefix + ".metrics.csv.xz"))
            yield break;
        string[] names = [];
        foreach (string[] row in Rows(".metrics.csv.xz", 3, header => names = header).OrderBy(static row => long.Parse(row[0], CultureInfo.InvariantCulture)))
        {
            long time = Number(row, 0);
            for (int i = 2; i < row.Length; i++)
            {
                double value = double.TryParse(row[i], CultureInfo.InvariantCulture, out double read) ? read : double.NaN;
                yield return (time, new Reading(At(time), row[1], names[i], value));
            }
        }
    }

    /// <summary>The log lines, in their order; none where there are none.</summary>
    public IEnumerable<RecordedLine> Lines()
    {
        if (!File.Exists(_prefix + ".logs.csv.xz"))
            yield break;
        using FileStream file = File.OpenRead(_prefix + ".logs.csv.xz");
        using var reader = new StreamReader(new XzStream(file));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',', 5);
            if (cells.Length < 5)
                throw new InvalidDataException($"{_prefix}.logs.csv.xz: 5 cells are expected in the row '{line}'.");
            string text = cells[4];
            for (; text.StartsWith('"') && text.Count(static sign => sign == '"') % 2 != 0; text += "\n" + line)
                line = reader.ReadLine() ?? throw new InvalidDataException($"{_prefix}.logs.csv.xz ends within a quoted cell.");
            yield return new RecordedLine(Number(cells, 0), cells[1], cells[2], cells[3], text.StartsWith('"') ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text);
        }
    }

    /// <summary>A time of the recording; its clock begins with it.</summary>
    public static DateTimeOffset At(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);

    private static string[] Names(JsonDocument meta, string list) => [.. meta.RootElement.GetProperty(list).EnumerateArray().Select(static name => name.GetString() ?? "")];

    private long Number(string[] row, int cell) => long.TryParse(row[cell], CultureInfo.InvariantCulture, out long value)
        ? value
        : throw new InvalidDataException($"{_prefix}: '{row[cell]}' is no number in the row '{string.Join(',', row)}'.");

    private IEnumerable<string[]> Rows(string ending, int leastCells, Action<string[]>? header = null)
    {
        using FileStream file = File.OpenRead(_prefix + ending);
        using var reader = new StreamReader(new XzStream(file));
        header?.Invoke((reader.ReadLine() ?? "").Split(','));
        if (header is null)
            reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            if (cells.Length < leastCells)
                throw new InvalidDataException($"{_prefix}{ending}: {leastCells} cells are expected in the row '{line}'.");
            yield return cells;
        }
    }
}
