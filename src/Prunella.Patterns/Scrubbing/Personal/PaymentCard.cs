namespace Prunella.Patterns.Scrubbing;

/// <summary>Numbers of payment cards: an issuer's first digits and length, and Luhn's check digit (ISO/IEC 7812).</summary>
internal static class PaymentCard
{
    public static bool TryRead(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        Span<char> digits = stackalloc char[19];
        int count = 0;
        char separator = '\0';
        int at = start;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (char.IsAsciiDigit(c))
            {
                if (count == 19)
                    return false;
                digits[count++] = c;
            }
            else if (c is ' ' or '-' && (separator == '\0' || separator == c) && count is >= 4 and < 16 && Characters.IsDigitAt(text, at + 1))
            {
                separator = c;
            }
            else
            {
                break;
            }
        }

        if (Characters.IsWordAt(text, at) || !IsIssued(digits[..count]) || !HasCheckDigit(digits[..count]))
            return false;
        // Four groups, or context: a lone number is far more often a count or an identifier.
        if (separator == '\0' && !IsCalled(text, start, at))
            return false;
        end = at;
        return true;
    }

    private static bool IsCalled(ReadOnlySpan<char> text, int start, int end)
    {
        ReadOnlySpan<char> before = text[Math.Max(0, start - 40)..start];
        if (before.ContainsAny(Called.Card))
            return true;
        bool alone = text[..start].Trim().IsEmpty && text[end..].Trim().IsEmpty;
        return alone;
    }

    // Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro
    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 13 or > 19)
            return false;
        int two = (digits[0] - '0') * 10 + digits[1] - '0';
        int four = two * 100 + (digits[2] - '0') * 10 + digits[3] - '0';
        return digits[0] switch
        {
            '4' => digits.Length is 13 or 16 or 19,
            '5' => (two is >= 51 and <= 55 && digits.Length == 16) || (two is 50 or 56 or 57 or 58 && digits.Length >= 13),
            '2' => four is >= 2221 and <= 2720 && digits.Length == 16,
            '3' => two is 34 or 37 ? digits.Length == 15 : two is 30 or 36 or 38 or 39 ? digits.Length is 14 or 16 : four is >= 3528 and <= 3589 && digits.Length is 16 or 17 or 18 or 19,
            '6' => (two is 60 or 62 or 64 or 65 && digits.Length is >= 16) || (two is 63 or 67 or 69 && digits.Length >= 13),
            '1' => four is 1220 or 1800 && digits.Length == 15,
            _ => false,
        };
    }

    internal static bool HasCheckDigit(ReadOnlySpan<char> digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 1)
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
