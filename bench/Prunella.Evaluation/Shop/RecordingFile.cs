using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Spans;

namespace Prunella.Evaluation.Shop;

/// <summary>A small form of telemetry: lines of text, packed with Brotli. Identifiers are numbered anew, times kept to ten microseconds.</summary>
/// <remarks>
/// <c>=text</c> defines the next text; <c>t,start</c> begins a trace (an empty start: records without one), <c>s,parent,text,start,duration</c> is a span of it and
/// <c>l,text,time,value…</c> a record. Starts count from the trace's, traces' from the one before, in steps of ten microseconds.
/// </remarks>
internal static partial class RecordingFile
{
    private const long Step = 10_000; // nanoseconds
    private const char Cut = '\u001f';
    private static readonly string[] Kept = ["http.route", "http.request.method", "http.response.status_code", "server.address", "server.port", "db.system.name", "error.type"];

    public static void Write(string path, Telemetry telemetry)
    {
        using FileStream file = File.Create(path);
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        using var text = new StreamWriter(packed, new UTF8Encoding(false)) { NewLine = "\n" };
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var things = new Dictionary<string, int>(StringComparer.Ordinal);
        ILookup<TraceId, LogEvent> records = telemetry.Records.ToLookup(static record => record.Trace);
        long before = 0;
        foreach (Trace trace in telemetry.Traces)
        {
            long start = trace.Spans[0].Start / Step;
            Line($"t,{start - before}");
            before = start;
            for (int i = 0; i < trace.Spans.Length; i++)
            {
                Span span = trace.Spans[i];
                int shape = Number(ShapeOf(span));
                Line($"s,{trace.Parents[i]},{shape},{(span.Start / Step) - start},{span.Duration / Step}");
            }

            foreach (LogEvent record in records[trace.Id])
                Record(record, start);
        }

        if (records[default].Any())
            text.WriteLine("t,");
        foreach (LogEvent record in records[default])
            Record(record, 0);

        int Number(string one)
        {
            if (texts.TryGetValue(one, out int number))
                return number;
            text.WriteLine("=" + one.Replace("\r", "", StringComparison.Ordinal).Replace('\n', '\u001e'));
            texts.Add(one, number = texts.Count);
            return number;
        }

        void Record(LogEvent record, long start)
        {
            string stack = record.Text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? record.Text[(end + 1)..] : "";
            int shape = Number(string.Join(Cut, [record.Service, ((int)record.Level).ToString(CultureInfo.InvariantCulture), record.Template, stack, .. record.Values.Select(static pair => pair.Key)]));
            var line = new StringBuilder();
            line.Append(CultureInfo.InvariantCulture, $"l,{shape},{((record.Time - DateTimeOffset.UnixEpoch).Ticks * 100 / Step) - start}");
            foreach ((_, string value) in record.Values)
                line.Append(',').Append(Small(value));
            text.WriteLine(line.ToString());
        }

        // Orders are told apart and not more: a number is enough.
        string Small(string value) => Identity().Replace(value, id =>
        {
            if (!things.TryGetValue(id.Value, out int number))
                things.Add(id.Value, number = things.Count);
            return string.Create(CultureInfo.InvariantCulture, $"#{number}");
        }).Replace(',', ';').Replace('\n', ' ');

        void Line(FormattableString line) => text.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <exception cref="InvalidDataException">It is no recording; the message says in which line.</exception>
    public static Telemetry Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var text = new StreamReader(new BrotliStream(file, CompressionMode.Decompress));
        var texts = new List<string[]>();
        var spans = new List<Span>();
        var traces = ImmutableArray.CreateBuilder<Trace>();
        var records = ImmutableArray.CreateBuilder<LogEvent>();
        long start = 0, line = 0;
        ulong number = (ulong)Path.GetFileName(path).Aggregate(7L, static (hash, one) => (hash * 31 + one) & 0xFFFFFF) << 24; // apart from those of other files
        TraceId trace = default;
        try
        {
            while (text.ReadLine() is { } row)
            {
                line++;
                if (row[0] == '=')
                {
                    texts.Add(row[1..].Split(Cut));
                    continue;
                }

                string[] cells = row.Split(',');
                if (cells[0] == "t")
                {
                    Close();
                    if (cells[1].Length == 0)
                    {
                        (start, trace) = (0, default);
                        continue;
                    }

                    start += long.Parse(cells[1], CultureInfo.InvariantCulture);
                    trace = new TraceId(++number);
                }
                else if (cells[0] == "s")
                {
                    spans.Add(SpanOf(cells, texts, spans, trace, start));
                }
                else
                {
                    records.Add(RecordOf(cells, texts, trace, start));
                }
            }
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"{path}, line {line}: {error.Message}", error);
        }

        Close();
        return new Telemetry(traces.ToImmutable(), records.ToImmutable());

        void Close()
        {
            if (spans.Count > 0)
                traces.Add(Trace.Of(spans));
            spans.Clear();
        }
    }

    private static string ShapeOf(Span span)
    {
        string? path = span.Kind == SpanKind.Server && span.Attribute("http.route") is null ? span.Attribute("url.path") : null;
        IEnumerable<string> attributes = Kept.Where(key => span.Attribute(key) is not null).Select(key => $"{key}={span.Attribute(key)}");
        if (path is not null)
            attributes = attributes.Append($"url.path={Identity().Replace(path, "7")}");
        return string.Join(Cut, [span.Service, span.Version ?? "", span.Operation, ((int)span.Kind).ToString(CultureInfo.InvariantCulture), span.IsError ? "1" : "0", .. attributes]);
    }

    private static Span SpanOf(string[] cells, List<string[]> texts, List<Span> before, TraceId trace, long start)
    {
        string[] shape = texts[Number(cells[2])];
        int parent = Number(cells[1]);
        return new Span(trace, Id(before.Count), parent < 0 ? default : Id(parent), shape[0], shape[2], (start + long.Parse(cells[3], CultureInfo.InvariantCulture)) * Step, long.Parse(cells[4], CultureInfo.InvariantCulture) * Step)
        {
            Version = shape[1],
            Kind = (SpanKind)Number(shape[3]),
            IsError = shape[4] == "1",
            Attributes = [.. shape.Skip(5).Select(static pair => pair.Split('=', 2)).Select(static pair => new KeyValuePair<string, string>(pair[0], pair[1]))],
        };

        SpanId Id(int place) => new(((ulong)trace.Value << 8) + (ulong)place + 1);
    }

    private static LogEvent RecordOf(string[] cells, List<string[]> texts, TraceId trace, long start)
    {
        string[] shape = texts[Number(cells[1])];
        ImmutableArray<KeyValuePair<string, string>> values = [.. shape.Skip(4).Zip(cells.Skip(3), static (name, value) => new KeyValuePair<string, string>(name, value))];
        string message = values.Aggregate(shape[2], static (text, pair) => text.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
        return new LogEvent(
            DateTimeOffset.UnixEpoch.AddTicks((start + long.Parse(cells[2], CultureInfo.InvariantCulture)) * Step / 100), shape[0], (LogLevel)Number(shape[1]), shape[2],
            shape[3].Length == 0 ? message : message + "\n" + shape[3].Replace('\u001e', '\n'))
        {
            Trace = trace,
            Values = values,
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identity();
}
