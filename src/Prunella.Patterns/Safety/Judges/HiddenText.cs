using System.Buffers;

namespace Prunella.Patterns.Safety;

/// <summary>Characters that turn the direction of text or have no width: with them code reads otherwise than it runs.</summary>
/// <remarks>Source: Boucher and Anderson, "Trojan Source: Invisible Vulnerabilities", 2021.</remarks>
internal static class HiddenText
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200B\u200E\u200F\u2060\u00AD");

    public static bool In(string text) => text.AsSpan().ContainsAny(Letters);
}
