namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds what the assignments do not show: values of cookies, and <c>curl -u user:password</c>.</summary>
internal static class HeaderPass
{
    public static IReadOnlyList<Keyword> Keywords { get; } =
        [new("cookie: ", IgnoresCase: true, Group: 5, LookAtCookies), new("curl ", IgnoresCase: false, Group: 5, LookAtCurl)];

    private static int LookAtCookies(ReadOnlySpan<char> text, int at, FindingList found)
    {
        at += "cookie: ".Length;
        int end = text[at..].IndexOfAny("\r\n\"'");
        Cookies(text[..(end < 0 ? text.Length : at + end)], at, found);
        return at;
    }

    private static int LookAtCurl(ReadOnlySpan<char> text, int at, FindingList found)
    {
        int line = text[at..].IndexOf('\n');
        User(text[..(line < 0 ? text.Length : at + line)], at, found);
        return at;
    }

    private static void Cookies(ReadOnlySpan<char> text, int at, FindingList found)
    {
        while (at < text.Length)
        {
            int end = text[at..].IndexOf(';') is >= 0 and var semicolon ? at + semicolon : text.Length;
            int sign = text[at..end].IndexOf('=');
            ReadOnlySpan<char> value = sign < 0 ? default : text[(at + sign + 1)..end].Trim();
            if (value.Length >= 16 && !Dummy.IsPlaceholder(value) && Randomness.Bits(value) > 0)
                found.Add(at + sign + 1, end - at - sign - 1, "cookie", Stage.Context);
            at = end + 1;
        }
    }

    private static void User(ReadOnlySpan<char> text, int at, FindingList found)
    {
        foreach (string option in (ReadOnlySpan<string>)["-u ", "--user ", "-u\"", "-u'", "--user=", "--proxy-user "])
        {
            int next = text[at..].IndexOf(option, StringComparison.Ordinal);
            if (next < 0)
                continue;
            int start = at + next + option.Length;
            bool quoted = start < text.Length && text[start] is '"' or '\'';
            if (option[^1] is '"' or '\'')
                quoted = true;
            else if (quoted)
                start++;
            int end = text[start..].IndexOfAny(quoted ? "\"'\n" : " \t\n");
            end = end < 0 ? text.Length : start + end;
            int colon = text[start..end].IndexOf(':');
            if (colon < 0)
                continue;
            int secret = start + colon + 1;
            if (secret == end && end + 1 < text.Length && text[end] is '"' or '\'') // user:'password'
            {
                secret = end + 1;
                int close = text[secret..].IndexOf(text[end]);
                end = close < 0 ? text.Length : secret + close;
            }
            else if (secret < end && text[secret] is '"' or '\'')
            {
                secret++;
                end = text[secret..].IndexOf(text[secret - 1]) is >= 0 and var close ? secret + close : end;
            }

            ReadOnlySpan<char> value = text[secret..end];
            if (value.Length > 2 && !Dummy.IsPlaceholder(value) && !value.Equals(text.Slice(start, colon), StringComparison.Ordinal))
                found.Add(start, end - start, "password", Stage.Context);
        }
    }
}
