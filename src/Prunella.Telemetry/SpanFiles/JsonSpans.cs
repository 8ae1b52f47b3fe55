using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.SpanFiles;

/// <summary>Spans of the three usual forms of JSON. Names of fields by the documents of OTLP, Jaeger's query API and Zipkin's API v2.</summary>
internal static class JsonSpans
{
    public static IEnumerable<Span> Of(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => Zipkin(root),
        JsonValueKind.Object when root.TryGetProperty("resourceSpans", out JsonElement groups) => Otlp(groups),
        JsonValueKind.Object when root.TryGetProperty("data", out JsonElement traces) && traces.ValueKind == JsonValueKind.Array => traces.EnumerateArray().SelectMany(Jaeger),
        JsonValueKind.Object when root.TryGetProperty("spans", out _) && root.TryGetProperty("processes", out _) => Jaeger(root),
        _ => throw new InvalidDataException("This JSON is none of OTLP (resourceSpans), Jaeger (data, or spans and processes) and Zipkin (a list)."),
    };

    private static IEnumerable<Span> Otlp(JsonElement groups)
    {
        foreach (JsonElement group in Items(groups))
        {
            ImmutableArray<KeyValuePair<string, string>> resource = group.TryGetProperty("resource", out JsonElement held) ? OtlpAttributes(held) : [];
            string service = Find(resource, "service.name") ?? "unknown";
            foreach (JsonElement scope in Items(group, "scopeSpans"))
            {
                foreach (JsonElement span in Items(scope, "spans"))
                {
                    long start = Number(span, "startTimeUnixNano"), end = Number(span, "endTimeUnixNano");
                    ImmutableArray<KeyValuePair<string, string>> attributes = OtlpAttributes(span);
                    long code = span.TryGetProperty("status", out JsonElement status) ? Number(status, "code") : 0;
                    yield return new Span(Trace(span, "traceId"), Id(span, "spanId"), Id(span, "parentSpanId"), service, Text(span, "name"), start, Math.Max(0, end - start))
                    {
                        Kind = KindOf(Number(span, "kind")),
                        IsError = code == 2 || IsServerError(attributes) || span.TryGetProperty("status", out status) && Text(status, "code") == "STATUS_CODE_ERROR",
                        Version = Find(resource, "service.version"),
                        Attributes = attributes,
                    };
                }
            }
        }
    }

    private static IEnumerable<Span> Jaeger(JsonElement trace)
    {
        JsonElement processes = trace.TryGetProperty("processes", out JsonElement held) ? held : default;
        foreach (JsonElement span in Items(trace, "spans"))
        {
            string process = Text(span, "processID");
            string service = processes.ValueKind == JsonValueKind.Object && processes.TryGetProperty(process, out JsonElement one) ? Text(one, "serviceName") : "unknown";
            SpanId parent = default;
            foreach (JsonElement reference in Items(span, "references"))
            {
                if (Text(reference, "refType") == "CHILD_OF")
                    parent = Id(reference, "spanID");
            }

            ImmutableArray<KeyValuePair<string, string>> tags = [.. Items(span, "tags").Select(static tag => new KeyValuePair<string, string>(Text(tag, "key"), Text(tag, "value")))];
            yield return new Span(Trace(span, "traceID"), Id(span, "spanID"), parent, service, Text(span, "operationName"), Microseconds(span, "startTime"), Math.Max(0, Microseconds(span, "duration")))
            {
                Kind = KindOf(Find(tags, "span.kind")),
                IsError = Find(tags, "error") == "true" || IsServerError(tags),
                Attributes = tags,
            };
        }
    }

    private static IEnumerable<Span> Zipkin(JsonElement list)
    {
        foreach (JsonElement span in list.EnumerateArray())
        {
            ImmutableArray<KeyValuePair<string, string>> tags = span.TryGetProperty("tags", out JsonElement held) && held.ValueKind == JsonValueKind.Object
                ? [.. held.EnumerateObject().Select(static tag => new KeyValuePair<string, string>(tag.Name, tag.Value.ToString()))]
                : [];
            string service = span.TryGetProperty("localEndpoint", out JsonElement local) ? Text(local, "serviceName") : "unknown";
            yield return new Span(Trace(span, "traceId"), Id(span, "id"), Id(span, "parentId"), service, Text(span, "name"), Microseconds(span, "timestamp"), Math.Max(0, Microseconds(span, "duration")))
            {
                Kind = KindOf(Text(span, "kind")),
                IsError = Find(tags, "error") is not null || IsServerError(tags),
                Attributes = tags,
            };
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> OtlpAttributes(JsonElement owner) =>
        [.. Items(owner, "attributes").Select(static pair => new KeyValuePair<string, string>(Text(pair, "key"), pair.TryGetProperty("value", out JsonElement value) ? AnyOf(value) : ""))];

    private static string AnyOf(JsonElement any)
    {
        if (any.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty kind in any.EnumerateObject())
                return kind.Value.ToString();
        }

        return "";
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement list) ? Items(list) : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : value.ToString()
            : "";

    // OTLP writes 64 bits as text; others write numbers, some with a fraction.
    private static long Number(JsonElement owner, string name)
    {
        string text = Text(owner, name);
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) ? whole
            : double.TryParse(text, CultureInfo.InvariantCulture, out double real) && Math.Abs(real) < 9e18 ? (long)real : 0;
    }

    private static long Microseconds(JsonElement owner, string name) => Number(owner, name) is var value && Math.Abs(value) < long.MaxValue / 1000 ? value * 1000 : 0;

    private static TraceId Trace(JsonElement owner, string name) => TraceId.TryParse(Encoding.UTF8.GetBytes(Text(owner, name)), out TraceId id) ? id : default;

    private static SpanId Id(JsonElement owner, string name) => SpanId.TryParse(Encoding.UTF8.GetBytes(Text(owner, name)), out SpanId id) ? id : default;

    private static SpanKind KindOf(long number) => number is >= 0 and <= (long)SpanKind.Consumer ? (SpanKind)number : SpanKind.Unspecified;

    private static SpanKind KindOf(string? name) => Enum.TryParse(name, ignoreCase: true, out SpanKind kind) && Enum.IsDefined(kind) ? kind : SpanKind.Unspecified;

    private static string? Find(ImmutableArray<KeyValuePair<string, string>> attributes, string key)
    {
        foreach ((string name, string value) in attributes)
        {
            if (name == key)
                return value;
        }

        return null;
    }

    private static bool IsServerError(ImmutableArray<KeyValuePair<string, string>> attributes) =>
        (Find(attributes, "http.response.status_code") ?? Find(attributes, "http.status_code")) is { Length: 3 } status && status[0] == '5';
}
