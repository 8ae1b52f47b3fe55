using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Causality;

/// <summary>The words that names are made of: <c>strip</c>, <c>leading</c> and <c>quotes</c> of <c>stripLeadingQuotes</c>.</summary>
internal static partial class NameWords
{
    private const int MostText = 300;

    private static readonly FrozenSet<string> Empty = (
        "test tests should does not with and the for from when that this expected but was null none true false error fail java lang org com issue bug assert exception system")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words of a text's beginning, in small letters; those of two letters, numbers, and what every failure says left out.</summary>
    public static HashSet<string> Of(string text)
    {
        string head = text.Length > MostText ? text[..MostText] : text;
        return [.. Part().Matches(head).Select(static match => match.Value.ToLowerInvariant()).Where(static word => word.Length > 2 && !Empty.Contains(word))];
    }

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Part();
}
