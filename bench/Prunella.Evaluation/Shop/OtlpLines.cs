using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Spans;

namespace Prunella.Evaluation.Shop;

/// <summary>Reads what the shop wrote: OTLP in JSON, a request on each line.</summary>
internal static class OtlpLines
{
    /// <summary>What the services wrote, from <c>*.jsonl</c> of a folder.</summary>
    public static Telemetry ReadAll(string folder)
    {
        var spans = new Dictionary<TraceId, List<Span>>();
        var records = new List<LogEvent>();
        foreach (string file in Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
            Read(file, span => (spans.TryGetValue(span.Trace, out List<Span>? list) ? list : spans[span.Trace] = []).Add(span), records.Add);
        return new Telemetry([.. spans.Values.Select(static list => Trace.Of(list)).OrderBy(static trace => trace.Spans[0].Start)], [.. records.OrderBy(static record => record.Time)]);
    }

    private static void Read(string path, Action<Span> span, Action<LogEvent> record)
    {
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("{\"resourceSpans\"", StringComparison.Ordinal))
                SpanFile.Read(Encoding.UTF8.GetBytes(line), span);
            else
                Records(line, record);
        }
    }

    private static void Records(string line, Action<LogEvent> record)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement resource = document.RootElement.GetProperty("resourceLogs")[0];
        string service = Attributes(resource.GetProperty("resource"))["service.name"];
        JsonElement item = resource.GetProperty("scopeLogs")[0].GetProperty("logRecords")[0];
        Dictionary<string, string> values = Attributes(item);
        string text = item.GetProperty("body").GetProperty("stringValue").GetString() ?? "";
        values.Remove("{OriginalFormat}", out string? template);
        values.Remove("exception.type");
        if (values.Remove("exception.stacktrace", out string? stack))
            text += "\n" + stack;
        TraceId trace = item.TryGetProperty("traceId", out JsonElement id) && TraceId.TryParse(Encoding.ASCII.GetBytes(id.GetString()!), out TraceId parsed) ? parsed : default;
        record(new LogEvent(
            DateTimeOffset.UnixEpoch.AddTicks(long.Parse(item.GetProperty("timeUnixNano").GetString()!, CultureInfo.InvariantCulture) / 100), service,
            (LogLevel)(item.GetProperty("severityNumber").GetInt32() / 4), template ?? text, text)
        {
            Trace = trace,
            Values = [.. values],
        });
    }

    private static Dictionary<string, string> Attributes(JsonElement owner) => owner.GetProperty("attributes").EnumerateArray()
        .ToDictionary(static pair => pair.GetProperty("key").GetString()!, static pair => pair.GetProperty("value").EnumerateObject().First().Value.GetString() ?? "", StringComparer.Ordinal);
}
