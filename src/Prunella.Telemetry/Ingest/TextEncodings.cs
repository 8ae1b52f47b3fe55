using System.Text;

namespace Prunella.Telemetry.Ingest;

/// <summary>Tells text from what is none, and makes UTF-8 of it.</summary>
internal static class TextEncodings
{
    private const int Looked = 64 * 1024;

    /// <summary>The encoding that the mark at the beginning names; null for UTF-8.</summary>
    public static Encoding? MarkedAs(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) ? new UTF32Encoding(bigEndian: false, byteOrderMark: true)
        : head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ? Encoding.Unicode
        : head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? Encoding.BigEndianUnicode
        : null;

    /// <summary>The length of UTF-8's mark, if the bytes begin with it.</summary>
    public static int Utf8Mark(ReadOnlySpan<byte> head) => head.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    /// <summary>Whether more than a few bytes are none that text has.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, Looked)];
        int strange = 0;
        foreach (byte value in head)
            strange += value < 9 || value is > 13 and < 27 or > 27 and < 32 ? 1 : 0; // not the control bytes of colours
        return strange * 50 > head.Length;
    }
}
