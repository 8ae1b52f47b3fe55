using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Makes the tokens that stand for secrets: their kind, and 16 bits of HMAC-SHA256 under the project's key. The same value has the same token; none can be turned back.</summary>
internal sealed class SecretTokens
{
    private const string Start = "<secret:";

    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key has fewer than 16 bytes.</exception>
    public SecretTokens(ReadOnlyMemory<byte> key)
    {
        if (key.Length < 16)
            throw new ArgumentException($"The key of the project needs at least 16 bytes, but has {key.Length}.", nameof(key));
        _key = key.ToArray();
    }

    public string Of(ReadOnlySpan<char> value, string kind)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, MemoryMarshal.AsBytes(value), hash);
        return $"{Start}{kind}:{Convert.ToHexStringLower(hash[..2])}>";
    }

    /// <summary>Drops what was found inside tokens: a text may come by twice.</summary>
    public static void Spare(ReadOnlySpan<char> text, FindingList found)
    {
        int at = 0;
        while (found.Count > 0 && text[at..].IndexOf(Start, StringComparison.Ordinal) is >= 0 and var next)
        {
            int start = at + next;
            int length = text[start..Math.Min(text.Length, start + 64)].IndexOf('>');
            at = start + Start.Length;
            if (length > 0)
                found.RemoveMeeting(start, start + length + 1);
        }
    }
}
