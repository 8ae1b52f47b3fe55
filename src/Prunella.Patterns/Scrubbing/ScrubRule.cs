using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Scrubbing;

/// <summary>A format of secrets that can be told by its text alone.</summary>
public sealed record ScrubRule
{
    private readonly Lazy<Regex> _regex;

    /// <param name="kind">What is found, as <c>aws-key</c>: lower-case letters, digits and hyphens.</param>
    /// <param name="keywords">Texts of at least 3 characters, one of which is in every match: the pattern runs only around them. Case counts.</param>
    /// <param name="pattern">The whole match, or its group <c>secret</c>, is removed. Runs in linear time: no lookaround, no backreference.</param>
    /// <exception cref="ArgumentException">The kind, a keyword is malformed. A pattern that can not be used fails when the <see cref="Scrubber"/> is made.</exception>
    public ScrubRule(string kind, IReadOnlyList<string> keywords, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(keywords);
        ArgumentNullException.ThrowIfNull(pattern);
        if (kind.Any(static c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            throw new ArgumentException($"'{kind}' is not a kind: lower-case letters, digits and hyphens.", nameof(kind));
        if (keywords.Count == 0 || keywords.Any(static keyword => keyword is not { Length: >= 3 }))
            throw new ArgumentException($"Rule '{kind}' needs keywords of at least 3 characters.", nameof(keywords));
        Kind = kind;
        Keywords = keywords;
        Pattern = pattern;
        _regex = new Lazy<Regex>(Compile);
    }

    /// <summary>What is found, as <c>aws-key</c>.</summary>
    public string Kind { get; }

    /// <summary>Texts, one of which is in every match.</summary>
    public IReadOnlyList<string> Keywords { get; }

    /// <summary>The regular expression.</summary>
    public string Pattern { get; }

    /// <summary>How many characters a match may begin before its keyword. 0 to 256; default 0: it begins with it.</summary>
    public int Lead
    {
        get;
        init => field = value is >= 0 and <= 256 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A match begins 0 to 256 characters before its keyword.");
    }

    /// <summary>How many characters a match may reach from its keyword. 1 to 65,536, default 512.</summary>
    public int Reach
    {
        get;
        init => field = value is >= 1 and <= 65_536 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A match reaches 1 to 65,536 characters.");
    } = 512;

    /// <summary>Least Shannon entropy of the secret in bits per character; 0 to 8, default 0.</summary>
    public double MinEntropy { get; init; }

    /// <summary>A further test of the secret, as check digits; null for none.</summary>
    public Func<string, bool>? Check { get; init; }

    // Anchored where the match begins at its keyword: a miss is then seen at its first wrong character.
    internal Regex Regex => _regex.Value;

    /// <summary>Compiles the pattern now, so that a wrong one fails at start-up.</summary>
    internal void Validate() => _ = Regex;

    private Regex Compile()
    {
        try
        {
            return new Regex(Lead == 0 ? $"^(?:{Pattern})" : Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new InvalidOperationException($"The pattern of rule '{Kind}' can not be used: {error.Message}", error);
        }
    }
}
