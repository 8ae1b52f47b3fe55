using System.Text;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Store;

/// <summary>Whether a record has a value in a field: of JSON, or as <c>name=value</c> in a text.</summary>
internal static class FieldMatch
{
    public static bool Has(ReadOnlySpan<byte> text, KeyValuePair<string, string> field) => Has(text, Encoding.UTF8.GetBytes($"{field.Key}={field.Value}"), Encoding.UTF8.GetByteCount(field.Key));

    /// <param name="text">The record.</param>
    /// <param name="pair">Name, equals sign and value.</param>
    /// <param name="nameLength">Of the name, in bytes.</param>
    public static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pair, int nameLength)
    {
        if (text.IsEmpty || text[0] != '{')
            return HasPair(text, pair);
        ReadOnlySpan<byte> name = pair[..nameLength], value = pair[(nameLength + 1)..];
        var scanner = new JsonScanner(text, 0);
        while (scanner.TryNext(out LogField found))
        {
            if (text.Slice(found.NameStart, found.NameLength).SequenceEqual(name) && text.Slice(found.ValueStart, found.ValueLength).SequenceEqual(value))
                return true;
        }

        return false;
    }

    // As a whole: 33 is not the value of id=330, nor of grid=33.
    private static bool HasPair(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pair)
    {
        for (int from = 0; text[from..].IndexOf(pair) is var found and >= 0; from += found + 1)
        {
            int start = from + found, end = start + pair.Length;
            if ((start == 0 || !IsWord(text[start - 1])) && (end == text.Length || !IsWord(text[end])))
                return true;
        }

        return false;
    }

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'-' or (byte)'.' or >= 0x80;
}
