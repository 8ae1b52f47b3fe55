using System.Text.RegularExpressions;

namespace Prunella.Patterns.Safety;

/// <summary>A pattern of paths. Letters match in either case: some file systems make no difference.</summary>
internal sealed class GlobPattern
{
    private readonly Regex _expression;

    /// <exception cref="ArgumentException">It is empty.</exception>
    public GlobPattern(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        Text = pattern;
        string expression = Regex.Escape(pattern)
            .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        _expression = new Regex($"^{expression}$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    public string Text { get; }

    public bool Matches(string path) => _expression.IsMatch(path);
}
