using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Facts as JSON, in files and on the wire. A fact of a newer version survives reading and writing as <see cref="UnknownEvent"/>.</summary>
public static class JournalJson
{
    // Read by people and by grep, never put into a page: letters stay letters. Line breaks are escaped all the same.
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes one fact as an object with its <c>kind</c>.</summary>
    public static void Write(Utf8JsonWriter writer, JournalEvent fact)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(fact);
        if (fact is UnknownEvent unknown)
            writer.WriteRawValue(unknown.Json);
        else
            JsonSerializer.Serialize(writer, fact, JournalJsonContext.Default.JournalEvent);
    }

    /// <summary>One fact as UTF-8.</summary>
    public static byte[] ToUtf8(JournalEvent fact)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            Write(writer, fact);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads one fact; what is an object, but no fact that this version knows, becomes an <see cref="UnknownEvent"/>.</summary>
    /// <returns>False where <paramref name="utf8"/> is not one JSON object.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JournalEvent? fact)
    {
        try
        {
            fact = JsonSerializer.Deserialize(utf8, JournalJsonContext.Default.JournalEvent);
            return fact is not null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            return TryReadUnknown(utf8, out fact);
        }
    }

    private static bool TryReadUnknown(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JournalEvent? fact)
    {
        fact = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return false;
            fact = new UnknownEvent
            {
                Kind = Text(root, "kind") ?? string.Empty,
                // On one line, whatever its spaces were: a line of the file is an entry.
                Json = Compact(root),
                Component = ComponentName.TryParse(Text(root, "component"), out ComponentName component) ? component : null,
                Incident = IncidentId.TryParse(Text(root, "incident"), out IncidentId incident) ? incident : null,
            };
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Compact(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            root.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
