using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prunella.Patterns.Signing;

/// <summary>The one way to write a JSON value, so that a signature over it survives a new layout: names in order, no white space, the fewest escapes.</summary>
/// <remarks>Source: RFC 8785, "JSON Canonicalization Scheme". Numbers must be whole and below 2^53.</remarks>
internal static class CanonicalJson
{
    private const long MostWhole = 1L << 53;
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(static code => (char)code), '"', '\\']);

    /// <exception cref="FormatException">A number is not whole, or a text is cut inside of a character.</exception>
    public static byte[] Of(JsonNode? value)
    {
        var text = new StringBuilder();
        try
        {
            Write(text, value);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.ToString());
        }
        catch (Exception error) when (error is EncoderFallbackException or InvalidOperationException)
        {
            throw new FormatException("A text holds half a character.", error);
        }
    }

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                _ = text.Append("null");
                break;
            case JsonArray array:
                List(text, '[', array, ']', static (text, item) => Write(text, item));
                break;
            case JsonObject map:
                List(text, '{', map.OrderBy(static pair => pair.Key, StringComparer.Ordinal), '}', static (text, pair) =>
                {
                    Write(text, pair.Key);
                    Write(text.Append(':'), pair.Value);
                });
                break;
            default:
                Write(text, value.AsValue());
                break;
        }
    }

    private static void Write(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                Write(text, value.GetValue<string>());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                _ = text.Append(value.GetValueKind() == JsonValueKind.True ? "true" : "false");
                break;
            default:
                _ = text.Append(long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) && long.Abs(whole) < MostWhole
                    ? whole.ToString(CultureInfo.InvariantCulture) : throw new FormatException($"The number {value.ToJsonString()} is not whole, or too large."));
                break;
        }
    }

    private static void Write(StringBuilder text, string value)
    {
        _ = text.Append('"');
        ReadOnlySpan<char> rest = value;
        while (rest.IndexOfAny(Escaped) is >= 0 and int at)
        {
            _ = text.Append(rest[..at]).Append(rest[at] switch
            {
                '"' => "\\\"", '\\' => @"\\", '\b' => @"\b", '\f' => @"\f", '\n' => @"\n", '\r' => @"\r", '\t' => @"\t",
                char other => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)other:x4}"),
            });
            rest = rest[(at + 1)..];
        }

        _ = text.Append(rest).Append('"');
    }

    private static void List<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<StringBuilder, T> write)
    {
        _ = text.Append(open);
        foreach ((int index, T item) in items.Index())
            write(index == 0 ? text : text.Append(','), item);
        _ = text.Append(close);
    }
}
