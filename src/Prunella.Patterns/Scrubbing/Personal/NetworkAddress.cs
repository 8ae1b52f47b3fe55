using System.Net;
using System.Net.Sockets;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Internet addresses. Loopback, unspecified and broadcast ones name nobody and stay.</summary>
internal static class NetworkAddress
{
    public static bool TryReadVersion4(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        int at = start;
        Span<int> parts = stackalloc int[4];
        for (int part = 0; part < 4; part++)
        {
            int value = 0;
            int from = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]) && at - from < 3)
                value = value * 10 + text[at++] - '0';
            if (at == from || value > 255 || (at - from > 1 && text[from] == '0'))
                return false;
            parts[part] = value;
            if (part < 3 && (at >= text.Length || text[at++] != '.'))
                return false;
        }

        if (Characters.IsWordAt(text, at) || (at < text.Length && text[at] is '-' or '+') || (at + 1 < text.Length && text[at] == '.' && char.IsAsciiLetterOrDigit(text[at + 1])))
            return false;
        if (parts[0] is 0 or 127 or 255 || IsVersion(text, start, parts))
            return false;
        end = at;
        return true;
    }

    /// <param name="text">The text.</param>
    /// <param name="colon">A colon that may be the first of an address.</param>
    /// <param name="found">The address is added here, if it is one.</param>
    public static void JudgeVersion6(ReadOnlySpan<char> text, int colon, FindingList found)
    {
        int start = colon;
        while (start > 0 && colon - start < 5 && char.IsAsciiHexDigit(text[start - 1]))
            start--;
        if (start == colon && !(colon + 1 < text.Length && text[colon + 1] == ':')) // "::" may begin an address, ":" may not
            return;
        if (start > 0 && (Characters.IsWord(text[start - 1]) || text[start - 1] is ':' or '.' or '-'))
            return;
        int end = colon;
        while (end < text.Length && end - start < 46 && (char.IsAsciiHexDigit(text[end]) || text[end] is ':' or '.'))
            end++;
        while (end > colon && text[end - 1] == '.')
            end--;
        if (end - start >= 6 && text[start..end].Count(':') >= 2 && !Characters.IsWordAt(text, end) && IsVersion6(text[start..end]))
            found.Add(start, end - start, "ip", Stage.Personal);
    }

    private static bool IsVersion6(ReadOnlySpan<char> text) =>
        text.Length >= 6 && (text.Contains("::", StringComparison.Ordinal) || text.Count(':') == 7 || text.Contains('.'))
        && IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address);

    // Four numbers after "Version=" or "v" are no address, nor is x.0.0.0.
    private static bool IsVersion(ReadOnlySpan<char> text, int start, ReadOnlySpan<int> parts)
    {
        if ((parts[1] == 0 && parts[2] == 0 && parts[3] == 0 && parts[0] != 10) || (start > 0 && text[start - 1] is 'v' or 'V' or '/' or '-' or '~' or '^' or '@' && text[Math.Max(0, start - 3)..start] is not "://"))
            return true;
        return text[Math.Max(0, start - 24)..start].ContainsAny(Called.Version);
    }
}
