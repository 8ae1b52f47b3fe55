namespace Prunella.Patterns.Scrubbing;

/// <summary>International bank account numbers: the length of the country and the remainder of 97 (ISO 13616).</summary>
internal static class BankAccount
{
    private static readonly Dictionary<string, int> Lengths = Parse(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NI28 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20");

    public static bool TryRead(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        if (start < 0 || start + 15 > text.Length || !char.IsAsciiLetterUpper(text[start]) || !char.IsAsciiLetterUpper(text[start + 1]) || (start > 0 && Characters.IsWord(text[start - 1])))
            return false;
        if (!Lengths.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.Slice(start, 2), out int length))
            return false;
        Span<char> plain = stackalloc char[length];
        int count = 0;
        int at = start;
        for (; at < text.Length && count < length; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
                plain[count++] = text[at];
            else if (text[at] is not (' ' or '-'))
                return false;
        }

        if (count < length || Characters.IsWordAt(text, at) || !HasCheckDigits(plain))
            return false;
        end = at;
        return true;
    }

    internal static bool HasCheckDigits(ReadOnlySpan<char> account)
    {
        int rest = 0;
        for (int i = 0; i < account.Length; i++)
        {
            char c = account[(i + 4) % account.Length];
            if (char.IsAsciiLetterLower(c))
                return false;
            int value = char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10;
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }

        return rest == 1;
    }

    private static Dictionary<string, int> Parse(string table) =>
        table.Split(' ').ToDictionary(static entry => entry[..2], static entry => int.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));
}
