using System.Text.RegularExpressions;

namespace Prunella.Architecture.Rules;

/// <summary>Who may use whom, as a table of docs/architecture.md says it: the page is the rule.</summary>
internal sealed partial class ArrowTable
{
    private readonly Dictionary<string, HashSet<string>?> _allowed = []; // null: may use all

    /// <param name="markdown">The page.</param>
    /// <param name="subject">The heading of the table's first column.</param>
    /// <exception cref="FormatException">The page has no such table.</exception>
    public ArrowTable(string markdown, string subject)
    {
        IEnumerable<string> rows = markdown.Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {subject} |", StringComparison.Ordinal))
            .TakeWhile(static line => line.StartsWith('|'))
            .Skip(2);
        foreach (string[] cells in rows.Select(static row => row.Split('|')))
        {
            HashSet<string>? users = cells[2].TrimStart().StartsWith("all", StringComparison.Ordinal)
                ? null
                : [.. Word().Matches(cells[2]).Select(static match => match.Value).Where(static word => word != "nothing")];
            foreach (Match name in Quoted().Matches(cells[1]))
                _allowed[name.Groups[1].Value] = users;
        }

        if (_allowed.Count == 0)
            throw new FormatException($"no table of '{subject}'");
    }

    /// <summary>The names the table has a row for.</summary>
    public IReadOnlyCollection<string> Names => _allowed.Keys;

    /// <summary>Whether the arrow is allowed. A name that has no row may use nothing, and nothing that uses everything may be used.</summary>
    public bool Allows(string from, string to) =>
        _allowed.TryGetValue(from, out HashSet<string>? users) && _allowed.TryGetValue(to, out HashSet<string>? itsUsers)
        && itsUsers is not null && (users is null || users.Contains(to));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex Word();
}
