namespace Prunella.Patterns.Scrubbing;

/// <summary>Classes of characters that the passes share. All are of ASCII alone.</summary>
internal static class Characters
{
    public static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Characters of base64, base64url and percent-encoded values.</summary>
    public static bool IsEncoded(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '_' or '-' or '=';

    /// <summary>Characters of names in code, configuration, headers and options.</summary>
    public static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    public static bool IsWordAt(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && IsWord(text[index]);

    public static bool IsDigitAt(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && char.IsAsciiDigit(text[index]);
}
