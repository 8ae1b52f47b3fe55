using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prunella.Patterns.Signing;

namespace Prunella.Patterns.Known;

/// <summary>Patterns as they are passed on: <c>{"prunella": "patterns/1", "from": …, "at": …, "patterns": […], "signature": …}</c>, or the bare array, which nobody has signed.</summary>
/// <param name="Patterns">The patterns.</param>
/// <param name="Signature">Whether they are as somebody has signed them.</param>
public sealed record PatternFile(PatternLibrary Patterns, SignatureCheck Signature)
{
    private const string Kind = "patterns/1";

    /// <summary>Reads patterns and checks their signature; whether its key is to be trusted is the caller's to say.</summary>
    /// <exception cref="FormatException">They are none, or can not be used; the message says why. A file that was changed after it was signed is read nevertheless.</exception>
    public static PatternFile Read(Stream json)
    {
        ArgumentNullException.ThrowIfNull(json);
        (JsonNode? patterns, SignatureCheck signature) = Parse(json) switch
        {
            JsonObject map when map["prunella"] is JsonValue kind && kind.TryGetValue(out string? text) && text == Kind => (map["patterns"], SignedJson.Check(map)),
            JsonArray array => (array, SignatureCheck.NotSigned),
            _ => throw new FormatException($"The patterns can not be read: neither an array nor an object of the kind '{Kind}'."),
        };
        try
        {
            return new PatternFile(PatternLibrary.Of(patterns?.Deserialize(PatternJson.Default.ErrorPatternArray) ?? []), signature);
        }
        catch (JsonException error)
        {
            throw new FormatException($"The patterns can not be read: {error.Message}", error);
        }
    }

    /// <summary>Writes patterns, signed.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="patterns">The patterns.</param>
    /// <param name="key">Signs them.</param>
    /// <param name="from">Whose they are.</param>
    /// <param name="at">The time now.</param>
    public static void Write(Stream json, PatternLibrary patterns, SigningKey key, string from, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(key);
        var document = new JsonObject
        {
            ["prunella"] = Kind, ["from"] = from, ["at"] = at.ToUniversalTime().ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["patterns"] = JsonSerializer.SerializeToNode([.. patterns.Patterns], PatternJson.Default.ErrorPatternArray),
        };
        SignedJson.Sign(document, key);
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        document.WriteTo(writer);
    }

    private static JsonNode? Parse(Stream json)
    {
        using var reader = new StreamReader(json, Encoding.UTF8);
        try
        {
            return SignedJson.Parse(reader.ReadToEnd());
        }
        catch (FormatException error)
        {
            throw new FormatException($"The patterns can not be read: {error.Message}", error);
        }
    }
}
