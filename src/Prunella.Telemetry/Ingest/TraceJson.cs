using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads spans of OTLP, Jaeger and Zipkin in JSON, and log records of OTLP, as the file exporter of the OpenTelemetry Collector writes them.</summary>
internal sealed class TraceJson(ISpanSink spans, Action<ReadOnlySpan<byte>> line)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Whether a text begins like one of these.</summary>
    public static bool Is(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, 4096)].TrimStart(" \t\r\n"u8);
        if (head.IsEmpty || head[0] is not ((byte)'{' or (byte)'['))
            return false;
        return head.IndexOf("\"resourceSpans\""u8) >= 0 || head.IndexOf("\"resourceLogs\""u8) >= 0 || (head.IndexOf("\"traceID\""u8) >= 0 && head.IndexOf("\"spans\""u8) >= 0)
            || (head[0] == '[' && head.IndexOf("\"traceId\""u8) >= 0);
    }

    /// <summary>Spans that were read.</summary>
    public long Spans { get; private set; }

    /// <summary>Requests, spans and records that could not be read.</summary>
    public long Bad { get; private set; }

    /// <summary>Reads a request.</summary>
    public void Read(ReadOnlyMemory<byte> request)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(request);
            JsonElement root = document.RootElement;
            bool onlyLogs = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("resourceLogs", out _) && !root.TryGetProperty("resourceSpans", out _);
            foreach (JsonElement resource in Items(root, "resourceLogs"))
                Resource(resource, "scopeLogs", "logRecords", Record);
            foreach (Span span in onlyLogs ? [] : JsonSpans.Of(root))
            {
                if (span.Trace.IsNone || span.Id.IsNone || span.Start <= 0)
                {
                    Bad++;
                    continue;
                }

                Spans++;
                spans.Accept(span with { Service = Shared(span.Service), Operation = Shared(span.Operation) });
            }
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException or FormatException or OverflowException)
        {
            Bad++;
        }
    }

    private void Resource(JsonElement resource, string scopes, string items, Action<JsonElement, string, string> take)
    {
        ImmutableArray<KeyValuePair<string, string>> attributes = resource.TryGetProperty("resource", out JsonElement about) ? Attributes(about) : [];
        string service = Of(attributes, "service.name") ?? "unknown";
        foreach (JsonElement scope in Items(resource, scopes))
        {
            string name = scope.TryGetProperty("scope", out JsonElement named) ? Text(named, "name") : "";
            foreach (JsonElement item in Items(scope, items))
            {
                try
                {
                    take(item, service, name);
                }
                catch (Exception error) when (error is InvalidOperationException or FormatException or OverflowException or ArgumentException)
                {
                    Bad++; // a value of another kind than the protocol says
                }
            }
        }
    }

    /// <summary>A log record becomes a line of the compact format, which is read like any other.</summary>
    private void Record(JsonElement item, string service, string scope)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            long time = Nanoseconds(item, "timeUnixNano") is var own and > 0 ? own : Nanoseconds(item, "observedTimeUnixNano");
            json.WriteString("@t", DateTimeOffset.UnixEpoch.AddTicks(time / 100));
            json.WriteString("@m", item.TryGetProperty("body", out JsonElement body) ? Value(body) : Text(item, "eventName"));
            json.WriteString("@l", Level(item));
            json.WriteString("SourceContext", scope.Length > 0 ? scope : service);
            if (Text(item, "traceId") is { Length: > 0 } trace)
                json.WriteString("@tr", trace);
            if (Text(item, "spanId") is { Length: > 0 } span)
                json.WriteString("@sp", span);
            foreach ((string name, string value) in Attributes(item))
                json.WriteString(name, value);
            json.WriteString("service.name", service);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        line(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static string Level(JsonElement item)
    {
        int number = item.TryGetProperty("severityNumber", out JsonElement severity) && severity.ValueKind == JsonValueKind.Number ? severity.GetInt32() : 0;
        return number switch
        {
            >= 1 and <= 4 => "Verbose",
            <= 8 and > 4 => "Debug",
            <= 12 and > 8 => "Information",
            <= 16 and > 12 => "Warning",
            <= 20 and > 16 => "Error",
            > 20 => "Fatal",
            _ => Text(item, "severityText"),
        };
    }

    private ImmutableArray<KeyValuePair<string, string>> Attributes(JsonElement owner)
    {
        var attributes = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (JsonElement attribute in Items(owner, "attributes").Take(64))
        {
            if (attribute.TryGetProperty("value", out JsonElement value))
                attributes.Add(KeyValuePair.Create(Shared(Text(attribute, "key")), Value(value)));
        }

        return attributes.DrainToImmutable();
    }

    private static string? Of(ImmutableArray<KeyValuePair<string, string>> attributes, string key) => attributes.FirstOrDefault(pair => pair.Key == key).Value;

    private static string Value(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return value.ToString();
        foreach (JsonProperty kind in value.EnumerateObject())
            return kind.Value.ValueKind == JsonValueKind.String ? kind.Value.GetString()! : kind.Value.GetRawText();
        return "";
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static long Nanoseconds(JsonElement owner, string name) => !owner.TryGetProperty(name, out JsonElement time) ? 0
        : time.ValueKind == JsonValueKind.Number ? time.TryGetInt64(out long number) ? number : 0
        : time.ValueKind == JsonValueKind.String && long.TryParse(time.GetString(), CultureInfo.InvariantCulture, out long text) ? text : 0;

    /// <summary>One text for all spans that have the same; bounded.</summary>
    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out string? known))
            return known;
        if (_texts.Count < 4096)
            _texts.Add(text, text);
        return text;
    }
}
