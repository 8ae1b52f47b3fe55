namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds secrets by the names they are given: <c>password=…</c>, <c>"api_key": "…"</c>, <c>Authorization: Bearer …</c>, <c>IDENTIFIED BY '…'</c>.</summary>
internal static class AssignmentPass
{
    private const int MostName = 64;

    public static IReadOnlyList<Keyword> Keywords { get; } = [.. SecretName.Stems.Select(static stem => new Keyword(stem, IgnoresCase: true, Group: 1, Look))];

    private static int Look(ReadOnlySpan<char> text, int at, FindingList found)
    {
        int start = at;
        while (start > 0 && at - start < MostName && Characters.IsName(text[start - 1]))
            start--;
        int end = at;
        while (end < text.Length && end - start < 2 * MostName && Characters.IsName(text[end]))
            end++;
        if (text[at..].StartsWith("identified by", StringComparison.OrdinalIgnoreCase))
            end = at + "identified by".Length;
        return Try(text, start, end, found);
    }

    /// <returns>Where the name or its value ends.</returns>
    private static int Try(ReadOnlySpan<char> text, int start, int end, FindingList found)
    {
        ReadOnlySpan<char> name = text[start..end];
        if (end + 1 < text.Length && text[end] == ' ' && IsScheme(name))
            return TryScheme(text, end + 1, found, end);
        // That a value follows is rarer than that a name tells something: it is asked first.
        if (!AssignmentReader.TryRead(text, start, end, out Assigned value))
            return end;
        NameKind kind = SecretName.Classify(name);
        if (kind == NameKind.None || !ValueJudge.IsSecret(text[value.Start..value.End], kind, value))
            return end;
        found.Add(value.Start, value.End - value.Start, kind == NameKind.Password ? "password" : "token", Stage.Context);
        return value.End;
    }

    private static bool IsScheme(ReadOnlySpan<char> name) => name.Equals("bearer", StringComparison.OrdinalIgnoreCase) || name.Equals("basic", StringComparison.OrdinalIgnoreCase) || name.Equals("ntlm", StringComparison.OrdinalIgnoreCase);

    // "Bearer <token>" outside a header
    private static int TryScheme(ReadOnlySpan<char> text, int at, FindingList found, int end)
    {
        int stop = at;
        while (stop < text.Length && (Characters.IsEncoded(text[stop]) || text[stop] is '.' or '~'))
            stop++;
        ReadOnlySpan<char> token = text[at..stop];
        if (token.Length < 12 || Dummy.IsPlaceholder(token) || Randomness.Bits(token) < 0)
            return end;
        found.Add(at, stop - at, "token", Stage.Context);
        return stop;
    }
}
