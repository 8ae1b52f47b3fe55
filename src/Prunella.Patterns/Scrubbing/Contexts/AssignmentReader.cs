using System.Buffers;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Reads the value that a name is given, in code, JSON, YAML, XML, environment files, query strings, headers, options and SQL.</summary>
internal static class AssignmentReader
{
    private const int MostValue = 8192;

    private static readonly SearchValues<char> BareEnds = SearchValues.Create(" \t\r\n\"'`,;&<>|)}]\\");
    private static readonly SearchValues<char> EnvironmentEnds = SearchValues.Create(" \t\r\n\"'`;<>|\\");

    /// <param name="text">The text.</param>
    /// <param name="nameStart">Index of the name's first character.</param>
    /// <param name="nameEnd">Index after its last.</param>
    /// <param name="value">Where the value stands.</param>
    public static bool TryRead(ReadOnlySpan<char> text, int nameStart, int nameEnd, out Assigned value)
    {
        value = default;
        int at = nameEnd;
        bool nameQuoted = SkipQuotes(text, ref at);
        if (at < text.Length && text[at] == ']' && nameQuoted)
            at++;
        if (at < text.Length && text[at] == '?')
            at++; // optional property
        int afterName = at;
        SkipSpaces(text, ref at);
        bool spaced = at > afterName;
        if (at >= text.Length)
            return false;
        if (!TryLink(text, nameStart, nameQuoted, spaced, afterName, ref at, out Link link))
            return false;
        return TryValue(text, at, link, IsEnvironment(text[nameStart..nameEnd]), out value);
    }

    private static bool TryLink(ReadOnlySpan<char> text, int nameStart, bool nameQuoted, bool spaced, int afterName, ref int at, out Link link)
    {
        link = Link.Space;
        char c = text[at];
        if (c is '=' or ':' or '.' or '?' or '|' or '+' or '!')
        {
            int start = at;
            while (at < text.Length && at - start < 4 && text[at] is '=' or ':' or '.' or '?' or '|' or '+' or '!' or '>')
                at++;
            ReadOnlySpan<char> signs = text[start..at];
            if (!signs.ContainsAny('=', ':'))
                return false;
            int afterSigns = at;
            bool newLine = SkipSpaces(text, ref at, lines: 1);
            if (newLine && signs is not ":")
                return false;
            link = signs[^1] == ':' && signs.Length == 1 ? Link.Colon : !spaced && at == afterSigns && signs is "=" ? Link.Equal : Link.Assign;
            return !newLine || (at < text.Length && char.IsAsciiLetterOrDigit(text[at]) is false); // a nested mapping of YAML is no value
        }

        if (c == '(' && !spaced)
        {
            at++;
            link = Link.Call;
            return at < text.Length && text[at] is '"' or '\'' or '`';
        }

        if (c == ',' && nameQuoted)
        {
            at++;
            SkipSpaces(text, ref at);
            link = Link.Call;
            return at < text.Length && text[at] is '"' or '\'' or '`' or '\\';
        }

        if (c == '>' && nameStart > 0 && text[nameStart - 1] == '<')
        {
            at++;
            SkipSpaces(text, ref at, lines: 1);
            link = Link.Call;
            return true;
        }

        if (!spaced)
            return TryNextLine(text, ref at, ref link);
        if (text[at..].StartsWith("value", StringComparison.OrdinalIgnoreCase) && nameQuoted)
            return TryValueWord(text, ref at, ref link);
        if (nameStart > 1 && text[nameStart - 1] == '-' | text[nameStart] == '-')
        {
            link = Link.Option;
            return true;
        }

        if (text[at] is '"' or '\'' && at - afterName == 1)
            return true; // PASSWORD 'x'
        // Go, TypeScript, Rust: a type between the name and the sign.
        int word = at;
        while (at < text.Length && (Characters.IsName(text[at]) || text[at] is '[' or ']' or '*' or '&'))
            at++;
        if (at == word || at - word > 24)
            return false;
        SkipSpaces(text, ref at);
        if (at + 1 < text.Length && text[at] == '=' && text[at + 1] == ' ')
        {
            at += 2;
            link = Link.Assign;
            return true;
        }

        return false;
    }

    // <add key="Password" value="…"/>, and of Kubernetes: name: PASSWORD, then value: … on the next line.
    private static bool TryValueWord(ReadOnlySpan<char> text, ref int at, ref Link link)
    {
        at += "value".Length;
        SkipQuotes(text, ref at);
        SkipSpaces(text, ref at);
        if (at >= text.Length || text[at] is not ('=' or ':'))
            return false;
        at++;
        SkipSpaces(text, ref at);
        link = Link.Call;
        return true;
    }

    private static bool TryNextLine(ReadOnlySpan<char> text, ref int at, ref Link link)
    {
        if (text[at] is not ('\n' or '\r' or ','))
            return false;
        at++;
        SkipSpaces(text, ref at, lines: 1);
        SkipQuotes(text, ref at);
        return text[at..].StartsWith("value", StringComparison.OrdinalIgnoreCase) && TryValueWord(text, ref at, ref link);
    }

    private static bool TryValue(ReadOnlySpan<char> text, int at, Link link, bool environment, out Assigned value)
    {
        value = default;
        at = SkipWrapping(text, at);
        if (at >= text.Length)
            return false;
        int escape = text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\'' ? 1 : 0;
        if (text[at..].StartsWith("&quot;", StringComparison.Ordinal))
        {
            int close = text[(at + 6)..].IndexOf("&quot;", StringComparison.Ordinal);
            value = new(at + 6, at + 6 + close, IsQuoted: true, link);
            return close is > 0 and < MostValue;
        }

        char quote = text[at + escape];
        if (quote is '"' or '\'' or '`')
        {
            int start = at + escape + 1;
            while (quote == '`' && start < text.Length && text[start] == quote)
                start++;
            int end = EndOfQuoted(text, start, quote, escape);
            SkipScheme(text, ref start, end);
            value = new(start, end, IsQuoted: true, link);
            return end > start;
        }

        if (link == Link.Space)
            return false;
        int bareStart = at;
        SkipScheme(text, ref bareStart, Math.Min(text.Length, at + 32));
        ReadOnlySpan<char> rest = text[bareStart..Math.Min(text.Length, bareStart + MostValue)];
        int length = rest.IndexOfAny(environment && link == Link.Equal ? EnvironmentEnds : BareEnds);
        value = new(bareStart, length < 0 ? bareStart + rest.Length : bareStart + length, IsQuoted: false, link);
        return value.End > bareStart;
    }

    private static int EndOfQuoted(ReadOnlySpan<char> text, int start, char quote, int escape)
    {
        int limit = Math.Min(text.Length, start + MostValue);
        for (int i = start; i < limit; i++)
        {
            if (text[i] == '\n')
                return i;
            if (text[i] == '\\' && escape == 0)
                i++;
            else if (text[i] == quote)
                return i - (escape == 1 && i > start && text[i - 1] == '\\' ? 1 : 0);
        }

        return limit;
    }

    // b"…", @"…", []byte("…"), new Secret("…"), String::from("…")
    private static int SkipWrapping(ReadOnlySpan<char> text, int at)
    {
        int i = at;
        int limit = Math.Min(text.Length, at + 24);
        while (i < limit && (char.IsAsciiLetter(text[i]) || text[i] is '[' or ']' or '@' or ':' or '(' or '.' or '$'))
        {
            i++;
        }

        return i > at && i < limit && text[i] is '"' or '\'' && (text[i - 1] is '(' or '@' or '[' || i - at == 1) ? i : at;
    }

    /// <summary>Steps over <c>Bearer</c>, <c>Basic</c> and their like.</summary>
    private static void SkipScheme(ReadOnlySpan<char> text, ref int start, int end)
    {
        foreach (string scheme in (ReadOnlySpan<string>)["Bearer ", "Basic ", "Token ", "token ", "ApiKey ", "Digest ", "Splunk ", "SSWS ", "bearer ", "basic ", "OAuth ", "NTLM ", "Negotiate ", "FlyV1 "])
        {
            if (start < end && text[start..end].StartsWith(scheme, StringComparison.Ordinal))
            {
                start += scheme.Length;
                return;
            }
        }
    }

    private static bool SkipQuotes(ReadOnlySpan<char> text, ref int at)
    {
        int start = at;
        while (at < text.Length && at - start < 3 && text[at] is '"' or '\'' or '`' or '\\')
            at++;
        return at > start;
    }

    /// <returns>Whether a line ended.</returns>
    private static bool SkipSpaces(ReadOnlySpan<char> text, ref int at, int lines = 0)
    {
        bool newLine = false;
        int limit = Math.Min(text.Length, at + 40);
        while (at < limit && (text[at] is ' ' or '\t' || (lines > 0 && text[at] is '\n' or '\r')))
        {
            if (text[at] == '\n')
            {
                lines--;
                newLine = true;
            }

            at++;
        }

        return newLine;
    }

    private static bool IsEnvironment(ReadOnlySpan<char> name) => !name.ContainsAnyInRange('a', 'z');
}
