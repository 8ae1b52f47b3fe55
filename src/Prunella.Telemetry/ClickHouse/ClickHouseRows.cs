using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Store;

namespace Prunella.Telemetry.ClickHouse;

/// <summary>Events as rows of the format JSONEachRow.</summary>
internal static class ClickHouseRows
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IEnumerable<StoredEvent> events, Stream target)
    {
        using var json = new Utf8JsonWriter(target, Relaxed);
        foreach (StoredEvent stored in events)
        {
            json.WriteStartObject();
            json.WriteNumber("time", stored.Time is { } time ? ClickHouseSql.Nanoseconds(time) : 0);
            json.WriteNumber("level", (int)stored.Level);
            json.WriteString("category", stored.Category);
            json.WriteString("template", stored.Template ?? "");
            json.WriteString("templateId", stored.TemplateId ?? "");
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

    /// <exception cref="ClickHouseException">It is no such row.</exception>
    public static StoredEvent Read(string line)
    {
        try
        {
            using JsonDocument row = JsonDocument.Parse(line);
            JsonElement of = row.RootElement;
            long time = Whole(of.GetProperty("time"));
            string template = Text(of, "template"), id = Text(of, "templateId");
            return new StoredEvent
            {
                Time = time == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks(time / 100),
                Level = Whole(of.GetProperty("level")) is var level and >= 0 and <= (int)LogLevel.None ? (LogLevel)level : LogLevel.None,
                Category = Text(of, "category"),
                TemplateId = id.Length == 0 ? null : id,
                Template = id.Length == 0 ? null : template,
                Values = [.. of.GetProperty("values").EnumerateArray().Select(static value => value.GetString() ?? "")],
                TraceId = Text(of, "traceId"),
                SpanId = Text(of, "spanId"),
                Text = Text(of, "text"),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new ClickHouseException($"The server sent a row that is none of an event: {(line.Length > 200 ? line[..200] + "…" : line)}", error);
        }
    }

    /// <summary>A number; long ones are written in quotes, as the server is set up.</summary>
    public static long Whole(JsonElement value) => value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";
}
