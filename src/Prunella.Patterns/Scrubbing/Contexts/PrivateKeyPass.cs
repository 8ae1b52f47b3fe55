namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds private keys in PEM and OpenPGP armour (RFC 7468, RFC 9580), with real or escaped line ends; one that is cut off counts to the end of its characters.</summary>
internal static class PrivateKeyPass
{
    private const string Mark = "-----BEGIN ";
    private const int MostLength = 64 * 1024;

    public static IReadOnlyList<Keyword> Keywords { get; } = [new("BEGIN ", IgnoresCase: false, Group: 2, Look)];

    private static int Look(ReadOnlySpan<char> text, int at, FindingList found)
    {
        int start = at - 5;
        if (start < 0 || !text[start..].StartsWith(Mark, StringComparison.Ordinal))
            return at;
        ReadOnlySpan<char> rest = text[start..Math.Min(text.Length, start + MostLength)];
        int label = rest[Mark.Length..].IndexOf("-----", StringComparison.Ordinal);
        if (label is < 0 or > 64 || !rest.Slice(Mark.Length, label).Contains("PRIVATE KEY", StringComparison.Ordinal))
            return at;
        int body = Mark.Length + label + 5;
        int end = rest[body..].IndexOf("-----END ", StringComparison.Ordinal);
        int length = end >= 0 ? EndOfMark(rest, body + end) : EndOfBody(rest, body);
        found.Add(start, length, "private-key", Stage.Format);
        return start + length;
    }

    private static int EndOfMark(ReadOnlySpan<char> rest, int mark)
    {
        int close = rest[(mark + 9)..].IndexOf("-----", StringComparison.Ordinal);
        return close is >= 0 and <= 64 ? mark + 9 + close + 5 : mark + 9;
    }

    private static int EndOfBody(ReadOnlySpan<char> rest, int body)
    {
        int at = body;
        while (at < rest.Length && (Characters.IsEncoded(rest[at]) || rest[at] is '\r' or '\n' or '\\' or ' ' or ':' or ','))
            at++;
        return at;
    }
}
