using System.Globalization;
using System.Text.Json;

namespace Prunella.Telemetry.Otlp;

/// <summary>Rewrites OTLP in JSON as protobuf, so that there is one reader of its meaning. Fields that the reader has no use for are left out.</summary>
/// <remarks>Source: opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding": ids in hexadecimal digits, 64-bit numbers as texts or numbers, enumerations as numbers.</remarks>
internal static class OtlpJson
{
    /// <param name="json">The message, UTF-8.</param>
    /// <param name="signal">What it carries.</param>
    /// <param name="most">Most bytes that it may become.</param>
    /// <exception cref="InvalidDataException">It is no OTLP, or becomes too long.</exception>
    public static ReadOnlyMemory<byte> ToProtobuf(ReadOnlyMemory<byte> json, OtlpSignal signal, int most)
    {
        var writer = new ProtobufWriter(Math.Min(json.Length + 256, most), most);
        var reader = new Utf8JsonReader(json.Span.StartsWith("\uFEFF"u8) ? json.Span[3..] : json.Span);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new InvalidDataException("The message is no object of JSON.");
            Message(ref reader, OtlpSchema.Of(signal), writer);
            if (reader.Read())
                throw new InvalidDataException("Something stands behind the message.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The message can not be read as OTLP in JSON, at byte {reader.BytesConsumed}: {error.Message}", error);
        }

        return writer.Written;
    }

    private static void Message(ref Utf8JsonReader reader, OtlpSchema.Message schema, ProtobufWriter writer)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            OtlpSchema.Field? field = schema.Find(ref reader);
            _ = reader.Read();
            if (field is null)
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.StartArray)
                List(ref reader, field, writer);
            else if (reader.TokenType != JsonTokenType.Null)
                Value(ref reader, field, writer);
        }
    }

    private static void List(ref Utf8JsonReader reader, OtlpSchema.Field field, ProtobufWriter writer)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Value(ref reader, field, writer);
    }

    private static void Value(ref Utf8JsonReader reader, OtlpSchema.Field field, ProtobufWriter writer)
    {
        switch (field.Kind)
        {
            case OtlpSchema.Kind.Message:
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new FormatException($"'{field.Name}' must be an object.");
                int begun = writer.Begin(field.Number);
                Message(ref reader, field.Inner(), writer);
                writer.End(begun);
                break;
            case OtlpSchema.Kind.Text:
                writer.Bytes(field.Number, System.Text.Encoding.UTF8.GetBytes(reader.GetString() ?? ""));
                break;
            case OtlpSchema.Kind.Hex:
                writer.Bytes(field.Number, Convert.FromHexString(reader.GetString() ?? ""));
                break;
            case OtlpSchema.Kind.Base64:
                writer.Bytes(field.Number, reader.GetBytesFromBase64());
                break;
            case OtlpSchema.Kind.Flag:
                writer.Number(field.Number, reader.GetBoolean() ? 1UL : 0);
                break;
            case OtlpSchema.Kind.Number:
                writer.Number(field.Number, Bits(ref reader));
                break;
            case OtlpSchema.Kind.ZigZag:
                long signed = (long)Bits(ref reader);
                writer.Number(field.Number, (ulong)((signed << 1) ^ (signed >> 63)));
                break;
            case OtlpSchema.Kind.Fixed:
                writer.Fixed(field.Number, Bits(ref reader));
                break;
            default:
                writer.Fixed(field.Number, BitConverter.DoubleToUInt64Bits(Real(ref reader)));
                break;
        }
    }

    private static ulong Bits(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out long signed) ? (ulong)signed : reader.GetUInt64();
        string text = reader.GetString() ?? "";
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? (ulong)number : ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static double Real(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : double.Parse(reader.GetString() ?? "", NumberStyles.Float, CultureInfo.InvariantCulture);
}
