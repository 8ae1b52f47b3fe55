using System.Buffers;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds addresses of mail (RFC 5321, without quoted local parts).</summary>
internal static class EmailPass
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <param name="text">The text.</param>
    /// <param name="sign">Where the at sign stands.</param>
    /// <param name="found">The address is added here, if it is one.</param>
    public static void Judge(ReadOnlySpan<char> text, int sign, FindingList found)
    {
        int start = sign;
        while (start > 0 && sign - start < 64 && (Characters.IsWord(text[start - 1]) || text[start - 1] is '.' or '+' or '-' or '%'))
            start--;
        int end = sign + 1;
        while (end < text.Length && end - sign < 255 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
            end++;
        while (end > sign + 1 && text[end - 1] is '.' or '-')
            end--;
        while (start < sign && text[start] is '.' or '-' or '%' or '+')
            start++;
        if (start == sign || (start > 0 && text[start - 1] is ':' or '/' or '@' && !IsMailTo(text[..start])))
            return;
        if (IsDomain(text[(sign + 1)..end]) && !(end < text.Length && text[end] is ':' or '/' or '@' or '('))
            found.Add(start, end - start, "email", Stage.Personal);
    }

    private static bool IsMailTo(ReadOnlySpan<char> before) => before.EndsWith("mailto:", StringComparison.OrdinalIgnoreCase) || (before.EndsWith(":") && !before.EndsWith("//:"));

    // git@host:path, unit@1.service and icon@2x.png are no addresses.
    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        int dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Length - dot < 3 || char.IsAsciiDigit(domain[0]) || domain.Contains("..", StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> top = domain[(dot + 1)..];
        if (!top.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) && top.ContainsAnyExcept(Letters))
            return false;
        return top is not ("png" or "jpg" or "svg" or "service" or "timer" or "socket" or "target" or "js" or "ts" or "css" or "java" or "cs" or "py" or "md" or "json" or "html");
    }
}
