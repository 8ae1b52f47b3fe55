using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Kernel;

/// <summary>The name of something that can be healthy or not: <c>orders</c>, one of its instances <c>orders#2</c>, or a part <c>orders/db</c>.</summary>
/// <remarks>
/// 1 to 128 characters: lower-case letters, digits, and <c>. _ - # /</c>; the first is a letter or a digit.
/// The default value has no name and equals no component.
/// </remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct ComponentName : IComparable<ComponentName>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 128;

    private readonly string? _value;

    /// <exception cref="ArgumentException"><paramref name="value"/> is not a component name.</exception>
    public ComponentName(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException(
                $"'{value}' is not a component name: 1 to {MaxLength} of a-z 0-9 . _ - # /, beginning with a letter or a digit.", nameof(value));
        }

        _value = value;
    }

    private ComponentName(string value, bool trusted)
    {
        _ = trusted;
        _value = value;
    }

    /// <summary>The text of the name; empty for the default value.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Reads a name, or says false where the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ComponentName name)
    {
        bool valid = IsValid(text);
        name = valid ? new ComponentName(text!, trusted: true) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(ComponentName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is 0 or > MaxLength || !char.IsAsciiLetterLower(text[0]) && !char.IsAsciiDigit(text[0]))
            return false;

        foreach (char letter in text)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('.' or '_' or '-' or '#' or '/'))
                return false;
        }

        return true;
    }

    /// <summary>As a JSON string. Public so that the JSON source generators of other packages can name it.</summary>
    public sealed class Converter : JsonConverter<ComponentName>
    {
        /// <inheritdoc/>
        public override ComponentName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { Length: > 0 } text ? TryParse(text, out ComponentName name) ? name : throw new JsonException("not a component name") : default;

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, ComponentName value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
