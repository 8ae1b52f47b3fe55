using System.Buffers;
using System.Text.RegularExpressions;

namespace Prunella.Kernel;

/// <summary>Takes out the values of well-known names, as <c>password=…</c>, <c>Authorization: Bearer …</c> and the passwords of addresses. The least that is done where no better scrubber is registered.</summary>
public sealed partial class KeyValueScrubber : IScrubber
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "•••";

    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "authorization", "bearer ", "cookie", "credential", "private_key", "://"],
        StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Scrub(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Hints))
            return text;
        try
        {
            string scrubbed = Bearer().Replace(text, "${key}" + Mask);
            scrubbed = Pair().Replace(scrubbed, static match => match.Groups["new"].Success
                ? $"{match.Groups["key"].Value}{Mask} → {Mask}"
                : match.Groups["key"].Value + Mask);
            return UserInfo().Replace(scrubbed, "${key}" + Mask + "@");
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask; // what can not be judged in time is not shown
        }
    }

    [GeneratedRegex("""\b(?<key>(?:bearer|basic)\s+)[\w.~+/=-]{6,}""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 250)]
    private static partial Regex Bearer();

    // The whole name counts: "DbPassword", "x-api-key", "ConnectionStrings:Secret"; a change is told as "key: old → new".
    [GeneratedRegex(
        """(?<key>[\w:.-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|authorization|cookie|credential|private[_-]?key)[\w:.-]*["']?\s*[=:]\s*)(?:"[^"]*"?|'[^']*'?|(?:(?:bearer|basic)\s+)?[^\s;,&"']+)(?:\s→\s(?<new>[^\s;,&"']+))?""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 250)]
    private static partial Regex Pair();

    [GeneratedRegex("""(?<key>://[^\s/:@]*:)[^\s/@]+@""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 250)]
    private static partial Regex UserInfo();
}
