using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Prunella.Telemetry.Otlp;

/// <summary>Writes answers in the form that the sender writes in.</summary>
/// <remarks>Source: opentelemetry-proto, docs/specification.md, "OTLP/HTTP Response", and google.rpc.Status.</remarks>
internal sealed class OtlpAnswers(bool isJson)
{
    public const string Protobuf = "application/x-protobuf", Json = "application/json";

    private string ContentType => isJson ? Json : Protobuf;

    public OtlpAnswer Taken(OtlpBatch batch)
    {
        if (batch.Refused == 0)
            return new OtlpAnswer(200, ContentType, isJson ? "{}"u8.ToArray() : ReadOnlyMemory<byte>.Empty);
        return isJson
            ? new OtlpAnswer(200, Json, Written(writer =>
            {
                writer.WriteStartObject("partialSuccess");
                writer.WriteString(batch.Signal switch { OtlpSignal.Traces => "rejectedSpans", OtlpSignal.Logs => "rejectedLogRecords", _ => "rejectedDataPoints" }, batch.Refused.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("errorMessage", batch.Reason);
                writer.WriteEndObject();
            }))
            : new OtlpAnswer(200, Protobuf, Message(1, [.. Number(1, (ulong)batch.Refused), .. Message(2, Encoding.UTF8.GetBytes(batch.Reason ?? ""))]));
    }

    /// <param name="status">The status of HTTP.</param>
    /// <param name="code">The code of google.rpc: 3 invalid argument, 8 resource exhausted, 14 unavailable, 16 unauthenticated.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="retryAfter">After how long it may be tried again; null for never.</param>
    public OtlpAnswer Refused(int status, int code, string message, TimeSpan? retryAfter = null) => new(status, ContentType, isJson
        ? Written(writer =>
        {
            writer.WriteNumber("code", code);
            writer.WriteString("message", message);
        })
        : (byte[])[.. Number(1, (ulong)code), .. Message(2, Encoding.UTF8.GetBytes(message))]) { RetryAfter = retryAfter };

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static byte[] Number(int field, ulong value) => [(byte)(field << 3), .. Varint(value)];

    private static byte[] Message(int field, byte[] bytes) => [(byte)(field << 3 | 2), .. Varint((ulong)bytes.Length), .. bytes];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
