namespace Prunella.Patterns.Scrubbing;

/// <summary>Tells a value drawn at random from words and names: a likelihood ratio over pairs of neighbours.</summary>
internal static class Randomness
{
    private const int MostRead = 128; // more adds nothing

    /// <returns>Bits in favour of chance; negative for words.</returns>
    public static float Bits(ReadOnlySpan<char> value)
    {
        if (value.Length > MostRead)
            value = value[..MostRead];
        float bits = 0;
        for (int i = 1; i < value.Length; i++)
        {
            char before = value[i - 1];
            char here = value[i];
            bool letters = char.IsAsciiLetter(before) && char.IsAsciiLetter(here);
            if (letters)
            {
                bool caseRises = char.IsAsciiLetterLower(before) && char.IsAsciiLetterUpper(here);
                bool caseFalls = char.IsAsciiLetterUpper(before) && char.IsAsciiLetterLower(here) && i > 1 && char.IsAsciiLetterUpper(value[i - 2]);
                // camelCase begins a new word, whose first letter says little
                bits += caseRises || caseFalls ? 0.6f : -LetterPairs.Bits(before, here);
            }
            else if (char.IsAsciiDigit(here) != char.IsAsciiDigit(before) && char.IsAsciiLetterOrDigit(here) && char.IsAsciiLetterOrDigit(before))
            {
                bits += char.IsAsciiDigit(here) ? 1.5f : 2.5f; // names end in digits more often than they go on after them
            }
            else if (char.IsAsciiDigit(here))
            {
                bits += 0.4f;
            }
        }

        return bits;
    }
}
