using System.Buffers;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Values that stand where a secret would, and are none: placeholders, references and masks.</summary>
internal static class Dummy
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "example", "placeholder", "redacted", "changeme", "change_me", "change-me", "your_", "your-", "yourpass", "replace", "insert_", "xxxx", "dummy",
            "todo", "removed", "_here", "-here", "abcdef1234", "****", "....", "sample", "fake", "invalid", "undefined",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> References = SearchValues.Create(["${", "$(", "{{", "}}", "%(", "<%", "#{", "process.env", "os.environ", "getenv"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one character makes up most of it, or it is counted up: formats shown in documentation.</summary>
    public static bool IsDummy(ReadOnlySpan<char> value)
    {
        int longest = 1;
        int run = 1;
        for (int i = 1; i < value.Length; i++)
        {
            run = value[i] == value[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        return longest > 5 && longest * 2 > value.Length;
    }

    /// <summary>Whether it says of itself that it is no value, or refers to one that is elsewhere.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        IsReference(value) || value.ContainsAny(Words) || IsDummy(value);

    /// <summary>Whether a value is taken from elsewhere: a variable, a template, a mask.</summary>
    public static bool IsReference(ReadOnlySpan<char> value) =>
        value.Length == 0 || value[0] is '<' or '{' or '[' || (value[0] == '$' && !IsHash(value)) || (value[0] == '%' && !IsPercentEncoded(value)) || value.ContainsAny(References) || value.StartsWith("&lt;", StringComparison.Ordinal);

    private static bool IsHash(ReadOnlySpan<char> value) => value.Length > 12 && value[1..].Contains('$');

    private static bool IsPercentEncoded(ReadOnlySpan<char> value) => value.Length > 3 && char.IsAsciiHexDigit(value[1]) && char.IsAsciiHexDigit(value[2]);
}
