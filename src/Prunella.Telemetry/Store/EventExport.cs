using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Store;

/// <summary>Writes events for other programs.</summary>
public static class EventExport
{
    private const int RecordsInARequest = 1000;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object a line: time, level, category, template, templateId, values, traceId, spanId, text.</summary>
    public static void JsonLines(IEnumerable<StoredEvent> events, Stream target)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(target);
        using var json = new Utf8JsonWriter(target, Relaxed);
        foreach (StoredEvent stored in events)
        {
            json.WriteStartObject();
            if (stored.Time is { } time)
                json.WriteString("time", time);
            json.WriteString("level", stored.Level.ToString().ToLowerInvariant());
            json.WriteString("category", stored.Category);
            json.WriteString("template", stored.Template);
            json.WriteString("templateId", stored.TemplateId);
            json.WriteStartArray("values");
            foreach (string value in stored.Values)
                json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteString("traceId", stored.TraceId);
            json.WriteString("spanId", stored.SpanId);
            json.WriteString("text", stored.Text);
            json.WriteEndObject();
            json.Flush();
            target.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    /// <summary>Requests of OTLP for logs in JSON, one a line, as the file exporter of the OpenTelemetry Collector writes and its file receiver reads them.</summary>
    public static void Otlp(IEnumerable<StoredEvent> events, Stream target)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(target);
        using var json = new Utf8JsonWriter(target, Relaxed);
        foreach (StoredEvent[] chunk in events.Chunk(RecordsInARequest))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceLogs");
            json.WriteStartObject();
            json.WriteStartArray("scopeLogs");
            foreach (IGrouping<string, StoredEvent> scope in chunk.GroupBy(static stored => stored.Category, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteStartObject("scope");
                json.WriteString("name", scope.Key);
                json.WriteEndObject();
                json.WriteStartArray("logRecords");
                foreach (StoredEvent stored in scope)
                    Record(json, stored);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            target.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static void Record(Utf8JsonWriter json, StoredEvent stored)
    {
        json.WriteStartObject();
        if (stored.Time is { } time)
            json.WriteString("timeUnixNano", ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture));
        if (stored.Level != LogLevel.None)
        {
            json.WriteNumber("severityNumber", 1 + ((int)stored.Level * 4));
            json.WriteString("severityText", stored.Level.ToString());
        }

        json.WriteStartObject("body");
        json.WriteString("stringValue", stored.Text);
        json.WriteEndObject();
        if (stored.Template is { } template)
        {
            json.WriteStartArray("attributes");
            json.WriteStartObject();
            json.WriteString("key", "log.record.template");
            json.WriteStartObject("value");
            json.WriteString("stringValue", template);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (stored.TraceId.Length == 32)
            json.WriteString("traceId", stored.TraceId);
        if (stored.SpanId.Length == 16)
            json.WriteString("spanId", stored.SpanId);
        json.WriteEndObject();
    }
}
