using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Reports;

/// <summary>Writes traces for other programs.</summary>
public static class TraceExport
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The trace events of Chrome and Perfetto: a process for each service, a thread for each trace.</summary>
    public static void Chrome(IEnumerable<Trace> traces, Stream target) => Write(target, json =>
    {
        var services = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartArray("traceEvents");
        foreach ((int thread, Trace trace) in traces.Index())
        {
            foreach (Span span in trace.Spans)
            {
                if (services.TryAdd(span.Service, services.Count + 1))
                {
                    json.WriteStartObject();
                    json.WriteString("ph", "M");
                    json.WriteString("name", "process_name");
                    json.WriteNumber("pid", services.Count);
                    json.WriteStartObject("args");
                    json.WriteString("name", span.Service);
                    json.WriteEndObject();
                    json.WriteEndObject();
                }

                json.WriteStartObject();
                json.WriteString("ph", "X");
                json.WriteString("name", span.Operation);
                json.WriteString("cat", span.IsError ? "error" : "span");
                json.WriteNumber("pid", services[span.Service]);
                json.WriteNumber("tid", thread + 1);
                json.WriteNumber("ts", span.Start / 1000m);
                json.WriteNumber("dur", span.Duration / 1000m);
                json.WriteStartObject("args");
                json.WriteString("trace", span.Trace.ToString());
                json.WriteString("span", span.Id.ToString());
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    });

    /// <summary>The files of speedscope: a profile for each trace, in which a part never sticks out of what it is a part of.</summary>
    public static void Speedscope(IEnumerable<Trace> traces, Stream target) => Write(target, json =>
    {
        json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
        var frames = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartArray("profiles");
        foreach (Trace trace in traces)
        {
            json.WriteStartObject();
            json.WriteString("type", "evented");
            json.WriteString("name", $"{trace.Spans[0].Service}: {trace.Spans[0].Operation} {trace.Id}");
            json.WriteString("unit", "microseconds");
            json.WriteNumber("startValue", 0);
            json.WriteNumber("endValue", trace.Duration / 1000m);
            json.WriteStartArray("events");
            ILookup<int, int> parts = Enumerable.Range(0, trace.Spans.Length).ToLookup(i => trace.Parents[i]);
            long at = trace.Spans[0].Start;
            foreach (int root in parts[-1])
                at = Profile(json, trace, parts, root, at, long.MaxValue, frames, depth: 0);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (string frame in frames.OrderBy(static pair => pair.Value).Select(static pair => pair.Key))
        {
            json.WriteStartObject();
            json.WriteString("name", frame);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The JSON of Jaeger's API, which its pages open as a file.</summary>
    public static void Jaeger(IEnumerable<Trace> traces, Stream target) => Write(target, json =>
    {
        json.WriteStartArray("data");
        foreach (Trace trace in traces)
        {
            string[] services = [.. trace.Spans.Select(static span => span.Service).Distinct(StringComparer.Ordinal)];
            json.WriteStartObject();
            json.WriteString("traceID", trace.Id.ToString());
            json.WriteStartArray("spans");
            foreach (Span span in trace.Spans)
            {
                json.WriteStartObject();
                json.WriteString("traceID", span.Trace.ToString());
                json.WriteString("spanID", span.Id.ToString());
                json.WriteString("operationName", span.Operation);
                json.WriteNumber("startTime", span.Start / 1000);
                json.WriteNumber("duration", span.Duration / 1000);
                json.WriteString("processID", string.Create(CultureInfo.InvariantCulture, $"p{Array.IndexOf(services, span.Service) + 1}"));
                json.WriteStartArray("references");
                if (!span.Parent.IsNone)
                {
                    json.WriteStartObject();
                    json.WriteString("refType", "CHILD_OF");
                    json.WriteString("traceID", span.Trace.ToString());
                    json.WriteString("spanID", span.Parent.ToString());
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartArray("tags");
                foreach ((string key, string value) in span.IsError ? span.Attributes.Add(KeyValuePair.Create("error", "true")) : span.Attributes)
                {
                    json.WriteStartObject();
                    json.WriteString("key", key);
                    json.WriteString("type", "string");
                    json.WriteString("value", value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("processes");
            foreach ((int i, string service) in services.Index())
            {
                json.WriteStartObject(string.Create(CultureInfo.InvariantCulture, $"p{i + 1}"));
                json.WriteString("serviceName", service);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A request of OTLP for traces in JSON, as the file exporter of the OpenTelemetry Collector writes it.</summary>
    public static void Otlp(IEnumerable<Trace> traces, Stream target) => Write(target, json =>
    {
        json.WriteStartArray("resourceSpans");
        foreach (IGrouping<string, Span> service in traces.SelectMany(static trace => trace.Spans).GroupBy(static span => span.Service, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Attributes(json, [KeyValuePair.Create("service.name", service.Key)]);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartArray("spans");
            foreach (Span span in service)
            {
                json.WriteStartObject();
                json.WriteString("traceId", span.Trace.ToString());
                json.WriteString("spanId", span.Id.ToString());
                json.WriteString("parentSpanId", span.Parent.IsNone ? "" : span.Parent.ToString());
                json.WriteString("name", span.Operation);
                json.WriteNumber("kind", (int)span.Kind);
                json.WriteString("startTimeUnixNano", span.Start.ToString(CultureInfo.InvariantCulture));
                json.WriteString("endTimeUnixNano", span.End.ToString(CultureInfo.InvariantCulture));
                Attributes(json, span.Attributes);
                json.WriteStartObject("status");
                if (span.IsError)
                    json.WriteNumber("code", 2);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Attributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach ((string key, string value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            json.WriteString("stringValue", value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Parts that ran side by side are put one behind another: speedscope draws stacks.
    private static long Profile(Utf8JsonWriter json, Trace trace, ILookup<int, int> parts, int place, long earliest, long latest, Dictionary<string, int> frames, int depth)
    {
        Span span = trace.Spans[place];
        long begin = Math.Clamp(span.Start, earliest, latest), end = Math.Clamp(span.End, begin, latest), at = begin;
        string name = $"{span.Service}: {span.Operation}";
        if (!frames.TryGetValue(name, out int frame))
            frames.Add(name, frame = frames.Count);
        Event(json, "O", frame, begin - trace.Spans[0].Start);
        if (depth < 200)
        {
            foreach (int part in parts[place])
                at = Profile(json, trace, parts, part, at, end, frames, depth + 1);
        }

        Event(json, "C", frame, end - trace.Spans[0].Start);
        return end;
    }

    private static void Event(Utf8JsonWriter json, string kind, int frame, long nanoseconds)
    {
        json.WriteStartObject();
        json.WriteString("type", kind);
        json.WriteNumber("frame", frame);
        json.WriteNumber("at", nanoseconds / 1000m);
        json.WriteEndObject();
    }

    private static void Write(Stream target, Action<Utf8JsonWriter> contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var json = new Utf8JsonWriter(target, Relaxed);
        json.WriteStartObject();
        contents(json);
        json.WriteEndObject();
    }
}
