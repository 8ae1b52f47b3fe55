using System.Runtime.CompilerServices;

namespace Prunella.Patterns.Scrubbing;

/// <summary>One pass over a text for all keywords at once, and for the signs of personal data.</summary>
/// <remarks>
/// Each character is reduced to one of 32 classes; three neighbours make 15 bits, and a bitmap of 4 KiB says whether any keyword begins so. That costs
/// about a nanosecond a character however many keywords there are, and has no start-up for short lines.
/// </remarks>
internal sealed class KeywordScan
{
    private const int Window = 3;
    private const int Mask = (1 << 15) - 1;
    private const byte ClassBits = 31;
    private const byte DigitFlag = 32;
    private const byte SignFlag = 64; // '@' and ':'

    private static readonly byte[] Classes = ClassTable();

    private readonly byte[] _begins = new byte[(Mask + 1) / 8];
    private readonly Keyword[]?[] _keywords = new Keyword[Mask + 1][];
    private readonly byte _flags;

    public KeywordScan(IEnumerable<Keyword> keywords, bool personalData)
    {
        foreach (IGrouping<int, Keyword> same in keywords.GroupBy(static keyword => Index(keyword.Text)))
        {
            _begins[same.Key >> 3] |= (byte)(1 << (same.Key & 7));
            _keywords[same.Key] = [.. same];
        }

        _flags = personalData ? (byte)(DigitFlag | SignFlag) : (byte)0;
    }

    public void Find(ReadOnlySpan<char> text, FindingList found)
    {
        Resume resume = default;
        int numberEnd = 0;
        int hash = 0;
        ReadOnlySpan<byte> classes = Classes;
        ReadOnlySpan<byte> begins = _begins;
        int flags = _flags;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            int kind = c < 128 ? classes[c] : 0;
            hash = (hash << 5 | kind & ClassBits) & Mask;
            if ((begins[hash >> 3] >> (hash & 7) & 1) != 0 && i >= Window - 1)
                Look(text, i - (Window - 1), hash, found, ref resume);
            if ((kind & flags) == 0)
                continue;
            if (kind == (DigitFlag | 27))
            {
                if (i >= numberEnd)
                    numberEnd = NumberPass.Judge(text, i, found);
            }
            else if (c == '@')
            {
                EmailPass.Judge(text, i, found);
            }
            else
            {
                NetworkAddress.JudgeVersion6(text, i, found);
            }
        }
    }

    private void Look(ReadOnlySpan<char> text, int at, int hash, FindingList found, ref Resume resume)
    {
        foreach (Keyword keyword in _keywords[hash]!)
        {
            if (at >= resume[keyword.Group] && keyword.StandsAt(text, at))
                resume[keyword.Group] = keyword.Trigger(text, at, found);
        }
    }

    private static int Index(string keyword)
    {
        int hash = 0;
        foreach (char c in keyword.AsSpan(0, Window))
            hash = hash << 5 | (c < 128 ? Classes[c] & ClassBits : 0);
        return hash;
    }

    private static byte[] ClassTable()
    {
        byte[] table = new byte[128];
        for (char c = 'a'; c <= 'z'; c++)
            table[c] = table[char.ToUpperInvariant(c)] = (byte)(c - 'a' + 1);
        for (char c = '0'; c <= '9'; c++)
            table[c] = DigitFlag | 27;
        table['_'] = 28;
        table['-'] = 29;
        table[':'] = SignFlag | 30;
        table['/'] = 31;
        table['@'] = SignFlag;
        return table;
    }

    [InlineArray(8)]
    private struct Resume
    {
        private int _first;
    }
}
