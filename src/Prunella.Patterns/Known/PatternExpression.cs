using System.Text.RegularExpressions;

namespace Prunella.Patterns.Known;

/// <summary>The expressions of a pattern, compiled when a text first holds what they require. Never with backtracking: no text can make one slow.</summary>
internal sealed class PatternExpression(ErrorPattern pattern)
{
    private readonly IReadOnlyList<string> _required = RequiredText.Of(pattern.Regex);
    private readonly Lazy<Regex> _expression = new(() => Compile(pattern.Id, pattern.Regex));
    private readonly Lazy<Regex>? _unless = pattern.Unless is { } unless ? new(() => Compile(pattern.Id, unless)) : null;

    public ErrorPattern Pattern => pattern;

    /// <summary>Where the pattern stands in a text; null where it does not.</summary>
    public Match? Find(string text)
    {
        if (_required.Count > 0 && !_required.Any(piece => text.Contains(piece, StringComparison.Ordinal)))
            return null;
        return _expression.Value.Match(text) is { Success: true } match && _unless?.Value.IsMatch(text) != true ? match : null;
    }

    /// <exception cref="FormatException">It is no expression, or one that needs backtracking.</exception>
    public static Regex Compile(string id, string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The expression of pattern '{id}' can not be used: {error.Message}", error);
        }
    }
}
