namespace Prunella.Patterns.Scrubbing;

/// <summary>Social security numbers of the United States, as AAA-GG-SSSS; areas and groups that are never given are none.</summary>
internal static class SocialSecurity
{
    public static bool TryRead(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start + 11;
        if (end > text.Length || text[start + 6] != '-' || Characters.IsWordAt(text, end) || (end < text.Length && text[end] == '-'))
            return false;
        ReadOnlySpan<char> number = text[start..end];
        if (number[..3].ContainsAnyExceptInRange('0', '9') || number[4..6].ContainsAnyExceptInRange('0', '9') || number[7..].ContainsAnyExceptInRange('0', '9'))
            return false;
        return number[..3] is not ("000" or "666") && number[0] != '9' && number[4..6] is not "00" && number[7..] is not "0000";
    }
}
