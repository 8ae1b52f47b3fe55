using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Shop.Hosting.Telemetry;

/// <summary>A file of OTLP in JSON, a request with one span or one log record on each line. Thread-safe.</summary>
/// <remarks>Written through every second; what a killed process had in memory is lost.</remarks>
internal sealed class OtlpFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly Timer _flush;
    private readonly string _service;
    private readonly Func<string> _version;
    private bool _closed;

    public OtlpFile(string path, string service, Func<string> version)
    {
        (_service, _version) = (service, version);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        _flush = new Timer(_ => Flush(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Write(Activity span) => Append("resourceSpans", "scopeSpans", "spans", span.Source.Name, json =>
    {
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId != default)
            json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        json.WriteString("name", span.DisplayName);
        json.WriteNumber("kind", (int)span.Kind + 1);
        json.WriteString("startTimeUnixNano", Nanoseconds(span.StartTimeUtc));
        json.WriteString("endTimeUnixNano", Nanoseconds(span.StartTimeUtc + span.Duration));
        if (span.Status == ActivityStatusCode.Error)
        {
            json.WriteStartObject("status");
            json.WriteNumber("code", 2);
            json.WriteEndObject();
        }

        WriteAttributes(json, span.TagObjects);
    });

    public void Write(string category, LogLevel level, string text, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? error, Activity? span) =>
        Append("resourceLogs", "scopeLogs", "logRecords", category, json =>
        {
            json.WriteString("timeUnixNano", Nanoseconds(DateTime.UtcNow));
            json.WriteNumber("severityNumber", (int)level * 4 + 1);
            json.WriteStartObject("body");
            json.WriteString("stringValue", text);
            json.WriteEndObject();
            if (span is not null)
            {
                json.WriteString("traceId", span.TraceId.ToHexString());
                json.WriteString("spanId", span.SpanId.ToHexString());
            }

            WriteAttributes(json, error is null ? values : [.. values, new("exception.type", error.GetType().FullName), new("exception.stacktrace", error.ToString())]);
        });

    public void Dispose()
    {
        _flush.Dispose();
        lock (_lock)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    private void Append(string resources, string scopes, string items, string scope, Action<Utf8JsonWriter> item)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteStartArray(resources);
            json.WriteStartObject();
            json.WriteStartObject("resource");
            WriteAttributes(json, [new("service.name", _service), new("service.version", _version())]);
            json.WriteEndObject();
            json.WriteStartArray(scopes);
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", scope);
            json.WriteEndObject();
            json.WriteStartArray(items);
            json.WriteStartObject();
            item(json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (_lock)
        {
            if (!_closed)
                _file.Write(line.WrittenSpan);
        }
    }

    private void Flush()
    {
        lock (_lock)
        {
            if (!_closed)
                _file.Flush();
        }
    }

    private static void WriteAttributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values)
    {
        json.WriteStartArray("attributes");
        foreach ((string key, object? value) in values)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            if (value is int or long)
                json.WriteString("intValue", Convert.ToString(value, CultureInfo.InvariantCulture));
            else
                json.WriteString("stringValue", Convert.ToString(value, CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Nanoseconds(DateTime time) => ((time - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
