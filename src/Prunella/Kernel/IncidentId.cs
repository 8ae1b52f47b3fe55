using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Kernel;

/// <summary>The name of one incident, short enough to be read out on the telephone: <c>7k3m-9xq2</c>.</summary>
/// <remarks>Forty random bits in Crockford's base 32, which has no I, L, O and U. The default value names no incident.</remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct IncidentId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Letters = 8;

    private readonly string? _value;

    private IncidentId(string value) => _value = value;

    /// <summary>The text of the identifier; empty for the default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>A new identifier out of <paramref name="random"/>.</summary>
    public static IncidentId New(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<char> letters = stackalloc char[Letters + 1];
        for (int i = 0; i < letters.Length; i++)
            letters[i] = i == Letters / 2 ? '-' : Alphabet[random.Next(Alphabet.Length)];
        return new IncidentId(letters.ToString());
    }

    /// <summary>Reads an identifier in either case, or says false where the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IncidentId id)
    {
        id = default;
        if (text is not { Length: Letters + 1 } || text[Letters / 2] != '-' || !System.Text.Ascii.IsValid(text))
            return false;

        string lower = text.ToLowerInvariant();
        for (int i = 0; i < lower.Length; i++)
        {
            if (i != Letters / 2 && !Alphabet.Contains(lower[i], StringComparison.Ordinal))
                return false;
        }

        id = new IncidentId(lower);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>As a JSON string. Public so that the JSON source generators of other packages can name it.</summary>
    public sealed class Converter : JsonConverter<IncidentId>
    {
        /// <inheritdoc/>
        public override IncidentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { Length: > 0 } text ? TryParse(text, out IncidentId id) ? id : throw new JsonException("not an incident identifier") : default;

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, IncidentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
