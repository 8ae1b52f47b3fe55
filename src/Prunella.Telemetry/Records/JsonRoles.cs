namespace Prunella.Telemetry.Records;

/// <summary>The names that loggers give to what every record has.</summary>
internal static class JsonRoles
{
    public static JsonRole Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name[0] == '@' => name[1] switch
        {
            (byte)'t' => JsonRole.Time,
            (byte)'m' => JsonRole.Message,
            (byte)'l' => JsonRole.Level,
            _ => JsonRole.Value,
        },
        2 => Is(name, "ts"u8, JsonRole.Time),
        3 when name[0] == '@' => Is(name, "@mt"u8, JsonRole.Template, Is(name, "@tr"u8, JsonRole.TraceId, Is(name, "@sp"u8, JsonRole.SpanId))),
        3 => Is(name, "msg"u8, JsonRole.Message, Is(name, "log"u8, JsonRole.Message)),
        4 => Is(name, "time"u8, JsonRole.Time),
        5 => Is(name, "level"u8, JsonRole.Level, Is(name, "Level"u8, JsonRole.Level, Is(name, "State"u8, JsonRole.Values))),
        6 => Is(name, "logger"u8, JsonRole.Category, Is(name, "SpanId"u8, JsonRole.SpanId, Is(name, "spanId"u8, JsonRole.SpanId))),
        7 => Seven(name),
        8 => Eight(name),
        9 => Is(name, "timestamp"u8, JsonRole.Time, Is(name, "Timestamp"u8, JsonRole.Time)),
        10 => Is(name, "@timestamp"u8, JsonRole.Time, Is(name, "attributes"u8, JsonRole.Values)),
        13 => Is(name, "SourceContext"u8, JsonRole.Category),
        15 => Is(name, "MessageTemplate"u8, JsonRole.Template, Is(name, "RenderedMessage"u8, JsonRole.Message)),
        16 => Is(name, "{OriginalFormat}"u8, JsonRole.Template),
        17 => Is(name, "SYSLOG_IDENTIFIER"u8, JsonRole.Category),
        19 => Is(name, "log.record.template"u8, JsonRole.Template),
        20 => Is(name, "__REALTIME_TIMESTAMP"u8, JsonRole.Time),
        _ => JsonRole.Value,
    };

    private static JsonRole Seven(ReadOnlySpan<byte> name) => name[0] switch
    {
        (byte)'m' => Is(name, "message"u8, JsonRole.Message),
        (byte)'M' => Is(name, "Message"u8, JsonRole.Message, Is(name, "MESSAGE"u8, JsonRole.Message)),
        (byte)'t' => Is(name, "traceId"u8, JsonRole.TraceId, Is(name, "traceid"u8, JsonRole.TraceId)),
        (byte)'T' => Is(name, "TraceId"u8, JsonRole.TraceId),
        (byte)'s' => Is(name, "span_id"u8, JsonRole.SpanId),
        _ => JsonRole.Value,
    };

    private static JsonRole Eight(ReadOnlySpan<byte> name) => name[0] switch
    {
        (byte)'L' => Is(name, "LogLevel"u8, JsonRole.Level),
        (byte)'s' => Is(name, "severity"u8, JsonRole.Level),
        (byte)'P' => Is(name, "PRIORITY"u8, JsonRole.Level),
        (byte)'C' => Is(name, "Category"u8, JsonRole.Category),
        (byte)'t' => Is(name, "trace_id"u8, JsonRole.TraceId),
        _ => JsonRole.Value,
    };

    private static JsonRole Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known, JsonRole role, JsonRole otherwise = JsonRole.Value) =>
        name.SequenceEqual(known) ? role : otherwise;
}
