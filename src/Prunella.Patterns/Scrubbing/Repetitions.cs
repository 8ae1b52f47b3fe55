namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds the other places of what was judged a secret by its surroundings: a password that is the user's name too, a token said twice.</summary>
internal static class Repetitions
{
    private const int MostValues = 32;
    private const int ShortestValue = 4;

    public static void Find(ReadOnlySpan<char> text, FindingList found)
    {
        int known = Math.Min(found.Count, MostValues);
        for (int i = 0; i < known; i++)
        {
            Finding finding = found[i];
            if (finding.Kind is not ("password" or "token" or "cookie") || finding.Length < ShortestValue)
                continue;
            ReadOnlySpan<char> value = text.Slice(finding.Start, finding.Length);
            if (Randomness.Bits(value) <= 0) // "postgres" as a password is no reason to hide each "postgres"
                continue;
            int at = 0;
            while (text[at..].IndexOf(value, StringComparison.Ordinal) is >= 0 and var next)
            {
                int start = at + next;
                at = start + value.Length;
                if (start != finding.Start && !Characters.IsWordAt(text, start - 1) && !Characters.IsWordAt(text, at))
                    found.Add(start, value.Length, finding.Kind, Stage.Context);
            }
        }
    }
}
