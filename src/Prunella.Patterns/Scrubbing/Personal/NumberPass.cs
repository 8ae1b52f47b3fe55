namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds what consists of numbers: addresses of networks, cards, accounts, telephones and social security, each by its own check.</summary>
internal static class NumberPass
{
    /// <param name="text">The text.</param>
    /// <param name="start">The first digit of a run.</param>
    /// <param name="found">What the number is part of is added here.</param>
    /// <returns>Where to go on.</returns>
    public static int Judge(ReadOnlySpan<char> text, int start, FindingList found)
    {
        int end = start + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        char before = start == 0 ? ' ' : text[start - 1];
        char after = end >= text.Length ? ' ' : text[end];
        int length = end - start;
        if (char.IsAsciiLetter(before))
        {
            if (length >= 2 && BankAccount.TryRead(text, start - 2, out int accountEnd))
                return Report(found, start - 2, accountEnd, "iban");
            return end;
        }

        if (before is '.' or '_' or '#' or '$' || (after == '_'))
            return end;
        if (length <= 3 && after == '.' && NetworkAddress.TryReadVersion4(text, start, out int addressEnd))
            return Report(found, start, addressEnd, "ip");
        if (length is 3 && after == '-' && before != '-' && SocialSecurity.TryRead(text, start, out int socialEnd))
            return Report(found, start, socialEnd, "ssn");
        if (before is '+' or '(' && Telephone.TryRead(text, start, out int phoneStart, out int phoneEnd))
            return Report(found, phoneStart, phoneEnd, "phone");
        if (length is >= 4 and <= 19 && before != '-' && PaymentCard.TryRead(text, start, out int cardEnd))
            return Report(found, start, cardEnd, "card");
        return end;
    }

    private static int Report(FindingList found, int start, int end, string kind)
    {
        found.Add(start, end - start, kind, Stage.Personal);
        return end;
    }
}
