using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Otlp;

/// <summary>Reads messages of OTLP in protobuf: what an exporter posts to <c>/v1/traces</c> and <c>/v1/logs</c>.</summary>
/// <remarks>Allocates nothing; descends no deeper than the format has levels. Source: opentelemetry-proto 1.x, trace.proto, logs.proto, common.proto.</remarks>
public static class OtlpReader
{
    /// <summary>The longest message that is read, in bytes.</summary>
    public const int MaxBytes = 64 << 20;

    private const int IdText = 32 + 16; // hexadecimal digits of a trace and of a span

    /// <summary>Reads the spans of a message.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="InvalidDataException">The message is too long, or damaged; the spans before the damage have been handed over.</exception>
    public static long ReadTraces(ReadOnlySpan<byte> message, IOtlpSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Check(message);
        long count = 0;
        var all = new WireReader(message);
        while (all.Next())
        {
            if (all is not { Field: 1, IsDelimited: true })
                continue;
            var resource = new OtlpAttributes(ResourceOf(all.Bytes), 1);
            var scopes = new WireReader(all.Bytes);
            while (scopes.Next())
            {
                if (scopes is not { Field: 2, IsDelimited: true })
                    continue;
                var spans = new WireReader(scopes.Bytes);
                while (spans.Next())
                {
                    if (spans is not { Field: 2, IsDelimited: true })
                        continue;
                    sink.Accept(SpanOf(spans.Bytes, resource));
                    count++;
                }
            }
        }

        return count;
    }

    /// <summary>Reads the log records of a message; the template is taken from <c>log.record.template</c>, <c>{OriginalFormat}</c> or <c>message_template.text</c>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sink">Takes the records; they are numbered from 1 by <see cref="LogRecord.Line"/>.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="InvalidDataException">The message is too long, or damaged; the records before the damage have been handed over.</exception>
    public static long ReadLogs(ReadOnlySpan<byte> message, ILogSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Check(message);
        long count = 0;
        Span<byte> scratch = stackalloc byte[32 + IdText];
        var all = new WireReader(message);
        while (all.Next())
        {
            if (all is not { Field: 1, IsDelimited: true })
                continue;
            new OtlpAttributes(ResourceOf(all.Bytes), 1).TryGetText("service.name"u8, out ReadOnlySpan<byte> service);
            var scopes = new WireReader(all.Bytes);
            while (scopes.Next())
            {
                if (scopes is not { Field: 2, IsDelimited: true })
                    continue;
                ReadOnlySpan<byte> scope = ScopeOf(scopes.Bytes);
                var records = new WireReader(scopes.Bytes);
                while (records.Next())
                {
                    if (records is { Field: 2, IsDelimited: true })
                        sink.Accept(RecordOf(records.Bytes, scope.IsEmpty ? service : scope, service, ++count, scratch));
                }
            }
        }

        return count;
    }

    private static void Check(ReadOnlySpan<byte> message)
    {
        if (message.Length > MaxBytes)
            throw new InvalidDataException($"The message has {message.Length} bytes; at most {MaxBytes} are read.");
    }

    // The resource mostly comes first, but need not.
    private static ReadOnlySpan<byte> ResourceOf(ReadOnlySpan<byte> group)
    {
        var fields = new WireReader(group);
        while (fields.Next())
        {
            if (fields is { Field: 1, IsDelimited: true })
                return fields.Bytes;
        }

        return default;
    }

    private static ReadOnlySpan<byte> ScopeOf(ReadOnlySpan<byte> group)
    {
        var scope = new WireReader(ResourceOf(group));
        while (scope.Next())
        {
            if (scope is { Field: 1, IsDelimited: true })
                return scope.Bytes;
        }

        return default;
    }

    private static OtlpSpan SpanOf(ReadOnlySpan<byte> message, OtlpAttributes resource)
    {
        ReadOnlySpan<byte> trace = default, id = default, parent = default, name = default;
        ulong start = 0, end = 0, kind = 0;
        bool failed = false;
        var fields = new WireReader(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: trace = fields.Bytes; break;
                case 2: id = fields.Bytes; break;
                case 4: parent = fields.Bytes; break;
                case 5: name = fields.Bytes; break;
                case 6: kind = fields.Number; break;
                case 7: start = fields.Number; break;
                case 8: end = fields.Number; break;
                case 15: failed = IsFailure(fields.Bytes); break;
                default: break;
            }
        }

        return new OtlpSpan
        {
            Trace = TraceOf(trace),
            Id = IdOf(id),
            Parent = IdOf(parent),
            Name = name,
            Start = (long)Math.Min(start, long.MaxValue),
            End = (long)Math.Min(end, long.MaxValue),
            Kind = kind <= (ulong)SpanKind.Consumer ? (SpanKind)kind : SpanKind.Unspecified,
            IsError = failed,
            Attributes = new OtlpAttributes(message, 9),
            Resource = resource,
        };
    }

    private static LogRecord RecordOf(ReadOnlySpan<byte> message, ReadOnlySpan<byte> category, ReadOnlySpan<byte> service, long number, Span<byte> scratch)
    {
        ReadOnlySpan<byte> body = default, trace = default, span = default;
        ulong time = 0, observed = 0, severity = 0;
        var fields = new WireReader(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: time = fields.Number; break;
                case 2: severity = fields.Number; break;
                case 5: body = AnyText.Of(fields.Bytes, scratch[IdText..]); break;
                case 9: trace = fields.Bytes; break;
                case 10: span = fields.Bytes; break;
                case 11: observed = fields.Number; break;
                default: break;
            }
        }

        var attributes = new OtlpAttributes(message, 6);
        if (!attributes.TryGetText("log.record.template"u8, out ReadOnlySpan<byte> template) && !attributes.TryGetText("{OriginalFormat}"u8, out template))
            attributes.TryGetText("message_template.text"u8, out template);
        ulong nanoseconds = time > 0 ? time : observed;
        return new LogRecord
        {
            Line = number,
            Lines = 1,
            Ticks = nanoseconds is 0 or > long.MaxValue ? 0 : DateTime.UnixEpoch.Ticks + (long)(nanoseconds / 100),
            Level = LevelOf(severity),
            Category = category,
            Service = service,
            TraceId = HexOf(trace, scratch[..32]),
            SpanId = HexOf(span, scratch[32..IdText]),
            Message = body,
            Template = template,
            Text = body,
        };
    }

    private static ReadOnlySpan<byte> HexOf(ReadOnlySpan<byte> id, Span<byte> text) =>
        id.Length * 2 == text.Length && Convert.TryToHexStringLower(id, text, out int written) ? text[..written] : default;

    // Severity numbers come in fours: trace 1 to 4, debug 5 to 8, and so on; 0 says nothing.
    private static LogLevel LevelOf(ulong severity) => severity is 0 or > 24 ? LogLevel.None : (LogLevel)((severity - 1) / 4);

    private static bool IsFailure(ReadOnlySpan<byte> status)
    {
        var fields = new WireReader(status);
        while (fields.Next())
        {
            if (fields is { Field: 3, IsDelimited: false })
                return fields.Number == 2;
        }

        return false;
    }

    private static TraceId TraceOf(ReadOnlySpan<byte> bytes) => bytes.Length == 16 ? new TraceId(BinaryPrimitives.ReadUInt128BigEndian(bytes)) : default;

    private static SpanId IdOf(ReadOnlySpan<byte> bytes) => bytes.Length == 8 ? new SpanId(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : default;
}
