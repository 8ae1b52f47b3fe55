using System.Buffers;
using System.Collections.Frozen;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Weighs whether a value beside a telling name is a secret: what the name and the way it is written say, and how random it looks, in bits.</summary>
internal static class ValueJudge
{
    private static readonly SearchValues<string> Plain = SearchValues.Create(
        ["password", "passwd", "secret", "token", "username", "test", "admin", "foo", "example", "apikey", "api_key", "passw", "value", "string", "none", "null", "false", "true", "default", "unset"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Literals =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "nil", "null", "none", "true", "false", "undefined", "str", "string", "bool", "int", "pass", "pwd", "word", "key", "auth", "user")
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsSecret(ReadOnlySpan<char> value, NameKind name, Assigned how)
    {
        if (!IsCandidate(value, name, how))
            return false;
        float random = Randomness.Bits(value);
        // A pass phrase is made of words; that it has digits too is what tells it from the name of something.
        if (name == NameKind.Password && (how.Link != Link.Space || how.IsQuoted) && value.ContainsAnyInRange('0', '9'))
            random = Math.Max(random, -4);
        return Prior(name, how) + random + Shape(value, name, how) > 0;
    }

    private static bool IsCandidate(ReadOnlySpan<char> value, NameKind name, Assigned how)
    {
        int shortest = name switch { NameKind.Password => 3, NameKind.Token => 6, _ => 8 };
        if (value.Length < shortest || Literals.Contains(value) || Dummy.IsPlaceholder(value))
            return false;
        if (value[0] is '/' or '.' or '~' or ':' or '-' && !how.IsQuoted && value.Length < 16)
            return false;
        if (value.Contains("://", StringComparison.Ordinal) || value.StartsWith("<secret:", StringComparison.Ordinal))
            return false; // addresses have their own pass
        if (value.Contains(' ') && (name != NameKind.Password || value.Count(' ') > 2))
            return false; // a sentence
        return how.IsQuoted || !IsExpression(value);
    }

    // obj.member, call(…), Type::member, array[…]
    private static bool IsExpression(ReadOnlySpan<char> value)
    {
        if (value.ContainsAny('(', '[', '{') || value.Contains("->", StringComparison.Ordinal) || value.Contains("::", StringComparison.Ordinal) || value[0] == '@' || (value.StartsWith("0x", StringComparison.Ordinal) && value.Length <= 18) || value[0] == '&' || value[0] == '*')
            return true;
        int dot = value.IndexOf('.');
        return dot > 0 && dot < value.Length - 1 && char.IsAsciiLetter(value[0]) && char.IsAsciiLetter(value[dot + 1]) && !value.ContainsAnyInRange('0', '9') && value.Length < 48;
    }

    private static float Prior(NameKind name, Assigned how) => (name, how.IsQuoted, how.Link) switch
    {
        (NameKind.Password, true, Link.Space) => 2f,
        (NameKind.Password, true, _) => 3f,
        (NameKind.Password, false, Link.Equal) => 3f,
        (NameKind.Password, false, Link.Colon) => 2f,
        (NameKind.Password, false, Link.Option) => 0f,
        (NameKind.Password, false, _) => -2f,
        (NameKind.Token, true, Link.Space) => -6f,
        (NameKind.Token, true, _) => 0f,
        (NameKind.Token, false, Link.Equal) => 0f,
        (NameKind.Token, false, Link.Colon) => -1f,
        (NameKind.Token, false, _) => -4f,
        (_, _, Link.Space or Link.Option) => -30f,
        (_, true, _) => -7f,
        _ => -9f,
    };

    private static float Shape(ReadOnlySpan<char> value, NameKind name, Assigned how)
    {
        int digits = 0, upper = 0, lower = 0, marks = 0, separators = 0, other = 0;
        foreach (char c in value)
        {
            if (char.IsAsciiDigit(c))
                digits++;
            else if (char.IsAsciiLetterUpper(c))
                upper++;
            else if (char.IsAsciiLetterLower(c))
                lower++;
            else if (c is '_' or '-' or '.' or '/' or ':')
                separators++;
            else if (c > 127)
                other++;
            else
                marks++;
        }

        float bits = 0;
        if (digits == value.Length)
            bits += name == NameKind.Weak ? -12 : digits < 6 ? -8 : digits >= 15 ? 4 : 0;
        if (name == NameKind.Password)
        {
            // People mix digits and signs into words; code that names a value does not.
            bits += Math.Min(digits, 4) * 1.5f + Math.Min(marks, 3) * 2f + (digits > 0 && lower + upper > 0 && separators > 0 ? 6 : 0) + Math.Min(other, 2) * 3;
            if (digits > 0 && lower > 0 && upper > 0)
                bits += 3;
        }
        else
        {
            if (value.Length >= 20 && digits > 0)
                bits += 4;
            if (value.Length >= 32)
                bits += 3;
            if (other > 0)
                bits -= 6;
        }

        if (digits == 0 && upper > 0 && lower == 0 && separators > 0 && how.Link != Link.Equal)
            bits -= 4; // A_CONSTANT
        if (value.ContainsAny(Plain))
            bits -= 12;
        if (value.IndexOfAny('%', '\\') is >= 0 and var sign && sign + 1 < value.Length && value[sign + 1] is 's' or 'd' or 'v' or 'n' && value.Length < 12)
            bits -= 6; // a format
        return bits;
    }
}
