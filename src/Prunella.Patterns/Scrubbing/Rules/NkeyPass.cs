namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds seeds of NATS keys: <c>S</c>, the role, and 56 characters more. They have no keyword: the search leaps from one possible middle to the next.</summary>
internal static class NkeyPass
{
    private const int Length = 58;

    public static void Find(ReadOnlySpan<char> text, FindingList found)
    {
        // A run of 58 has a character at a multiple of 29, and 28 more on either side of it.
        for (int probe = Length / 2; probe < text.Length; probe += Length / 2)
        {
            if (!IsPart(text[probe]))
                continue;
            int start = probe;
            while (start > 0 && probe - start < Length && IsPart(text[start - 1]))
                start--;
            int end = probe + 1;
            while (end < text.Length && end - start <= Length && IsPart(text[end]))
                end++;
            if (end - start != Length)
                continue;
            if (text[start] == 'S' && text[start + 1] is 'N' or 'C' or 'O' or 'A' or 'U' or 'X' && text[start..end].ContainsAnyInRange('0', '9')
                && !Characters.IsWordAt(text, start - 1) && !Characters.IsWordAt(text, end))
                found.Add(start, Length, "nkey-seed", Stage.Format);
            probe = end;
        }
    }

    private static bool IsPart(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);
}
