using System.Buffers.Text;
using System.Text;

namespace Shop.Load;

/// <summary>Reads an HTTP/1.1 answer out of the bytes received so far.</summary>
/// <remarks>Source: RFC 9112. A body that only the end of the connection ends is not read: the services of the shop send none.</remarks>
internal static class HttpAnswerReader
{
    /// <returns>The answer; null while bytes are missing.</returns>
    /// <exception cref="FormatException">The bytes are no such answer.</exception>
    public static HttpAnswer? Read(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;

        ReadOnlySpan<byte> head = bytes[..end];
        ReadOnlySpan<byte> rest = bytes[(end + 4)..];
        int status = Status(head);
        bool closes = Header(head, "connection").Contains("close", StringComparison.OrdinalIgnoreCase);
        byte[]? body = Header(head, "transfer-encoding").Contains("chunked", StringComparison.OrdinalIgnoreCase)
            ? Chunks(rest)
            : Counted(rest, Header(head, "content-length"), status);
        return body is null ? null : new HttpAnswer(status, Header(head, "content-type"), body, !closes);
    }

    private static int Status(ReadOnlySpan<byte> head) =>
        head.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(head[9..], out int status, out int digits) && digits == 3
            ? status
            : throw new FormatException("There is no status line.");

    private static byte[]? Counted(ReadOnlySpan<byte> rest, string length, int status)
    {
        if (length.Length == 0 && status is 204 or 304)
            return [];
        if (!int.TryParse(length, out int count) || count < 0)
            throw new FormatException("There is neither a content length nor chunks.");
        return rest.Length < count ? null : rest[..count].ToArray();
    }

    private static byte[]? Chunks(ReadOnlySpan<byte> rest)
    {
        var body = new List<byte>();
        while (rest.IndexOf("\r\n"u8) is var line and >= 0)
        {
            if (!Utf8Parser.TryParse(rest[..line], out int size, out int digits, 'x') || digits == 0 || size < 0)
                throw new FormatException("A chunk has no size.");
            rest = rest[(line + 2)..];
            if (rest.Length < size + 2)
                return null;
            body.AddRange(rest[..size]);
            rest = rest[(size + 2)..];
            if (size == 0)
                return [.. body];
        }

        return null;
    }

    private static string Header(ReadOnlySpan<byte> head, string name)
    {
        foreach (Range range in head.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> line = head[range];
            int colon = line.IndexOf((byte)':');
            if (colon == name.Length && Ascii.EqualsIgnoreCase(line[..colon], name))
                return Encoding.ASCII.GetString(line[(colon + 1)..]).Trim();
        }

        return "";
    }
}
