using System.Buffers;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Finds the password in <c>scheme://user:password@host</c>, and a token in <c>scheme://token@host</c> (RFC 3986, user information).</summary>
internal static class AddressPass
{
    private const int MostUserInfo = 512;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'<>`");

    public static IReadOnlyList<Keyword> Keywords { get; } = [new("://", IgnoresCase: false, Group: 3, Look)];

    private static int Look(ReadOnlySpan<char> text, int at, FindingList found)
    {
        at += 3;
        ReadOnlySpan<char> rest = text[at..Math.Min(text.Length, at + MostUserInfo)];
        int end = rest.IndexOfAny(Ends);
        ReadOnlySpan<char> address = end < 0 ? rest : rest[..end];
        int sign = EndOfUserInfo(address);
        if (sign > 0)
            Judge(address[..sign], at, found);
        return at;
    }

    private static int EndOfUserInfo(ReadOnlySpan<char> address)
    {
        int slash = address.IndexOfAny("/?#");
        int sign = (slash < 0 ? address : address[..slash]).LastIndexOf('@');
        if (sign >= 0 || slash < 0)
            return sign;
        // A slash in the password, which should have been encoded: then a colon stands before it that is not before a port.
        int colon = address.IndexOf(':');
        int late = address[..Math.Min(address.Length, 128)].IndexOf('@');
        return late > slash && colon > 0 && colon < slash && !char.IsAsciiDigit(address[colon + 1]) && !address[..late].ContainsAny("?#") ? late : -1;
    }

    private static void Judge(ReadOnlySpan<char> userInfo, int at, FindingList found)
    {
        int colon = userInfo.IndexOf(':');
        ReadOnlySpan<char> secret = userInfo[(colon + 1)..];
        bool isSecret = colon >= 0
            ? secret.Length > 0 && !Dummy.IsPlaceholder(secret) && IsPassword(secret)
            : secret.Length >= 16 && !Dummy.IsPlaceholder(secret) && Randomness.Bits(secret) > 4;
        // A random name is a key of its own.
        if (isSecret && colon >= 16 && Randomness.Bits(userInfo[..colon]) > 8)
            found.Add(at, userInfo.Length, "password", Stage.Context);
        else if (isSecret)
            found.Add(at + colon + 1, secret.Length, "password", Stage.Context);
    }

    private static bool IsPassword(ReadOnlySpan<char> secret)
    {
        if (secret[0] is '$' or '%' && secret.Length < 4)
            return false;
        foreach (string word in (ReadOnlySpan<string>)["pass", "password", "passwd", "pwd", "pw", "secret", "token", "POSTGRES_PASSWORD", "user", "mypassword", "x-oauth-basic", "x-access-token"])
        {
            if (secret.Equals(word, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return !secret.StartsWith("password", StringComparison.OrdinalIgnoreCase);
    }
}
