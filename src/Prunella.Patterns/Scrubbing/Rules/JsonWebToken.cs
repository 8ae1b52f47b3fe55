using System.Buffers.Text;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Whether dotted base64 is a JSON Web Token: the first part decodes to the header of RFC 7515, an object with an algorithm or a type.</summary>
internal static class JsonWebToken
{
    public static bool IsToken(string text)
    {
        string head = text[..text.IndexOf('.', StringComparison.Ordinal)].Replace('+', '-').Replace('/', '_').TrimEnd('=');
        if (!Base64Url.IsValid(head))
            return false;
        ReadOnlySpan<byte> header = Base64Url.DecodeFromChars(head);
        return header.StartsWith("{"u8) && (header.IndexOf("\"alg\""u8) >= 0 || header.IndexOf("\"enc\""u8) >= 0 || header.IndexOf("\"typ\""u8) >= 0);
    }
}
