using System.Buffers.Text;
using System.Text;

namespace Prunella.Telemetry.Records;

/// <summary>Takes the escapes out of a text of JSON.</summary>
internal static class JsonText
{
    /// <summary>Writes the text as UTF-8.</summary>
    /// <param name="text">Between its quotes.</param>
    /// <param name="target">At least as long as the text: it never grows.</param>
    /// <param name="isUnpaired">It has half of a surrogate pair, for which U+FFFD stands.</param>
    /// <returns>The bytes written. An escape that is none is kept as it is.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> target, out bool isUnpaired)
    {
        isUnpaired = false;
        int written = 0;
        while (!text.IsEmpty)
        {
            int slash = text.IndexOf((byte)'\\');
            int plain = slash < 0 ? text.Length : slash;
            text[..plain].CopyTo(target[written..]);
            written += plain;
            text = text[plain..];
            if (text.Length < 2)
            {
                text.CopyTo(target[written..]);
                return written + text.Length;
            }

            if (text[1] == 'u' && TryRune(text, out Rune rune, out int used))
            {
                written += rune.EncodeToUtf8(target[written..]);
                isUnpaired |= rune == Rune.ReplacementChar;
                text = text[used..];
                continue;
            }

            target[written++] = text[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                byte other => other,
            };
            text = text[2..];
        }

        return written;
    }

    private static bool TryRune(ReadOnlySpan<byte> text, out Rune rune, out int used)
    {
        (rune, used) = (Rune.ReplacementChar, 6);
        if (!TryUnit(text, out char unit))
            return false;
        if (Rune.TryCreate(unit, out Rune whole))
            rune = whole;
        else if (text.Length >= 12 && text[6] == '\\' && text[7] == 'u' && TryUnit(text[6..], out char low) && Rune.TryCreate(unit, low, out Rune pair))
            (rune, used) = (pair, 12);
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 6 || !Utf8Parser.TryParse(text.Slice(2, 4), out ushort number, out int used, 'x') || used != 4)
            return false;
        unit = (char)number;
        return true;
    }
}
