namespace Prunella.Patterns.Scrubbing;

/// <summary>Shannon's entropy of the characters of a text.</summary>
internal static class Entropy
{
    /// <returns>Bits per character, 0 to log₂ of the length.</returns>
    public static double Of(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
            return 0;
        Span<short> counts = stackalloc short[128];
        counts.Clear();
        foreach (char c in text)
            counts[c & 127] = (short)Math.Min(counts[c & 127] + 1, short.MaxValue);
        double bits = 0;
        foreach (short count in counts)
        {
            if (count > 0)
                bits -= count * Math.Log2((double)count / text.Length);
        }

        return bits / text.Length;
    }
}
