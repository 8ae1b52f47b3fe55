namespace Prunella.Patterns.Scrubbing;

/// <summary>Telephone numbers in international form (E.164, with the usual groupings), and <c>(415) 555-0100</c>.</summary>
internal static class Telephone
{
    /// <param name="text">The text.</param>
    /// <param name="at">The first digit, after a plus sign or a bracket.</param>
    /// <param name="start">Where the number starts.</param>
    /// <param name="end">Where it ends.</param>
    public static bool TryRead(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = at - 1;
        end = at;
        bool international = text[start] == '+';
        if (start > 0 && (Characters.IsWord(text[start - 1]) || text[start - 1] is '+' or ':' && start > 1 && char.IsAsciiDigit(text[start - 2])))
            return false;
        int digits = 0;
        int groups = 1;
        int i = at;
        for (; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits++;
                end = i + 1;
            }
            else if (text[i] is ' ' or '-' or '.' or '(' or ')' or '/' && i - end < 2)
            {
                groups++;
            }
            else
            {
                break;
            }
        }

        if (Characters.IsWordAt(text, end))
            return false;
        if (international)
            return digits is >= 8 and <= 15 && text[at] != '0' && groups < 9;
        return digits == 10 && text.Length > at + 3 && text[at + 3] == ')';
    }
}
