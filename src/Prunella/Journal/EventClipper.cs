using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Journal;

/// <summary>Cuts a fact to size, so that one giant message can fill neither memory nor a file. What was cut ends in <c>…</c>.</summary>
internal static class EventClipper
{
    /// <summary>The most bytes of JSON that a fact keeps.</summary>
    public const int MaxBytes = 15 << 10;

    // No text gets shorter than a component's name may be, so names and enumerations stay readable.
    private static readonly (int Text, int Items)[] Rounds = [(4096, 64), (1024, 32), (256, 16), (128, 4)];

    // Cuts while it writes, so that the caller does not pay for escaping what is thrown away.
    private static readonly JournalJsonContext Cutting = new(new JsonSerializerOptions(JournalJsonContext.Default.Options)
    {
        Encoder = JournalJson.WriterOptions.Encoder,
        Converters = { new CutString(), new CutList() },
    });

    /// <summary>The fact with its texts and lists cut so that it fits.</summary>
    public static JournalEvent Clip(JournalEvent fact)
    {
        byte[] utf8 = fact is UnknownEvent ? JournalJson.ToUtf8(fact) : JsonSerializer.SerializeToUtf8Bytes(fact, Cutting.JournalEvent);
        return JournalJson.TryRead(Clip(utf8), out JournalEvent? clipped) ? clipped : throw new JsonException("a cut fact can not be read");
    }

    /// <summary>The JSON of a fact where it fits, else with its texts and lists cut.</summary>
    public static ReadOnlySpan<byte> Clip(byte[] utf8)
    {
        if (utf8.Length <= MaxBytes)
            return utf8;
        foreach ((int text, int items) in Rounds)
        {
            ReadOnlySpan<byte> cut = Cut(utf8, text, items);
            if (cut.Length <= MaxBytes)
                return cut;
        }

        return OnlyKind(utf8);
    }

    private static ReadOnlySpan<byte> Cut(byte[] utf8, int maxText, int maxItems)
    {
        var buffer = new ArrayBufferWriter<byte>(MaxBytes);
        using var document = JsonDocument.Parse(utf8);
        using (var writer = new Utf8JsonWriter(buffer, JournalJson.WriterOptions))
            CutValue(writer, document.RootElement, maxText, maxItems);
        return buffer.WrittenSpan;
    }

    private static void CutValue(Utf8JsonWriter writer, JsonElement value, int maxText, int maxItems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(CutText(value.GetString()!, maxText));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray().Take(maxItems))
                    CutValue(writer, item, maxText, maxItems);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject().Take(64))
                {
                    writer.WritePropertyName(CutText(property.Name, maxText));
                    CutValue(writer, property.Value, maxText, maxItems);
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string CutText(string text, int max)
    {
        if (text.Length <= max)
            return text;
        int end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    // Only a fact of an unknown kind can have so many properties.
    private static ReadOnlySpan<byte> OnlyKind(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        string kind = document.RootElement.TryGetProperty("kind", out JsonElement value) ? CutText(value.ToString(), 128) : string.Empty;
        return Encoding.UTF8.GetBytes($$"""{"kind":"{{JsonEncodedText.Encode(kind)}}","clipped":true}""");
    }

    private sealed class CutString : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(CutText(value, Rounds[0].Text));
    }

    private sealed class CutList : JsonConverter<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only written.");

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (string? item in value.Take(Rounds[0].Items))
                writer.WriteStringValue(item is null ? null : CutText(item, Rounds[0].Text));
            writer.WriteEndArray();
        }
    }
}
