using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads requests of OTLP in JSON, as the file exporter of the OpenTelemetry Collector writes them: spans, and log records.</summary>
/// <remarks>Source: opentelemetry-proto, "OTLP/JSON": names in lowerCamelCase, identifiers in hexadecimal, 64-bit numbers as text.</remarks>
internal sealed class OtlpJson(ISpanSink spans, Action<ReadOnlySpan<byte>> line)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Whether a text begins like one.</summary>
    public static bool Is(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, 4096)].TrimStart(" \t\r\n["u8);
        return head.StartsWith("{"u8) && (head.IndexOf("\"resourceSpans\""u8) >= 0 || head.IndexOf("\"resourceLogs\""u8) >= 0 || head.IndexOf("\"resource_spans\""u8) >= 0);
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
            foreach (JsonElement root in document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : new[] { document.RootElement })
            {
                foreach (JsonElement resource in Items(root, "resourceSpans"))
                    Resource(resource, "scopeSpans", "spans", Span);
                foreach (JsonElement resource in Items(root, "resourceLogs"))
                    Resource(resource, "scopeLogs", "logRecords", Record);
            }
        }
        catch (JsonException)
        {
            Bad++;
        }
    }

    private void Resource(JsonElement resource, string scopes, string items, Action<JsonElement, string, string?, string> take)
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
                    take(item, service, Of(attributes, "service.version"), name);
                }
                catch (Exception error) when (error is InvalidOperationException or FormatException or OverflowException or ArgumentException)
                {
                    Bad++; // a value of another kind than the protocol says
                }
            }
        }
    }

    private void Span(JsonElement item, string service, string? version, string scope)
    {
        long start = Nanoseconds(item, "startTimeUnixNano"), end = Nanoseconds(item, "endTimeUnixNano");
        if (!TraceId.TryParse(Encoding.UTF8.GetBytes(Text(item, "traceId")), out TraceId trace) || !SpanId.TryParse(Encoding.UTF8.GetBytes(Text(item, "spanId")), out SpanId id) || trace.IsNone || id.IsNone || start <= 0)
        {
            Bad++;
            return;
        }

        _ = SpanId.TryParse(Encoding.UTF8.GetBytes(Text(item, "parentSpanId")), out SpanId parent);
        Spans++;
        spans.Accept(new Span(trace, id, parent, Shared(service), Shared(Text(item, "name")), start, Math.Max(0, end - start))
        {
            Kind = item.TryGetProperty("kind", out JsonElement kind) ? KindOf(kind) : SpanKind.Unspecified,
            IsError = item.TryGetProperty("status", out JsonElement status) && status.TryGetProperty("code", out JsonElement code)
                && (code.ValueKind == JsonValueKind.Number ? code.GetInt32() == 2 : code.GetString() is "STATUS_CODE_ERROR" or "ERROR"),
            Version = version,
            Attributes = Attributes(item),
        });
    }

    /// <summary>A log record becomes a line of the compact format, which is read like any other.</summary>
    private void Record(JsonElement item, string service, string? version, string scope)
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

    private static SpanKind KindOf(JsonElement kind) => kind.ValueKind == JsonValueKind.Number && kind.TryGetInt32(out int number) && number is >= 0 and <= 5
        ? (SpanKind)number
        : kind.ValueKind == JsonValueKind.String && Enum.TryParse(kind.GetString()!.Replace("SPAN_KIND_", "", StringComparison.Ordinal), ignoreCase: true, out SpanKind named) ? named : SpanKind.Unspecified;

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

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

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
