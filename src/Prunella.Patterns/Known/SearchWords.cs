using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Known;

/// <summary>The words of a text as they are compared: names taken apart at their capitals, small letters, endings cut off, words that say nothing left out.</summary>
internal static partial class SearchWords
{
    private static readonly FrozenSet<string> Empty = (
        "a an the of to in is it its that this my by for with on at and or not no was be are i from as does do did has have had which who when but than into there if so one some any what same")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Endings = ["ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly"];

    public static IEnumerable<string> Of(string text) =>
        Word().Matches(Hump().Replace(text, "${low} ${high}")).Select(static match => match.Value.ToLowerInvariant()).Where(static word => !Empty.Contains(word)).Select(Stem);

    // A light stemmer: it need not give words, only the same for those that belong together.
    private static string Stem(string word)
    {
        if (word.Length <= 4)
            return word;
        foreach (string ending in Endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && word.Length - ending.Length >= 3)
            {
                word = word[..^ending.Length] + (ending == "ies" ? "y" : "");
                break;
            }
        }

        if (word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('s' or 'l'))
            word = word[..^1];
        return word.Length > 3 && word[^1] == 'e' ? word[..^1] : word;
    }

    [GeneratedRegex("(?<low>[a-z])(?<high>[A-Z])", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hump();

    [GeneratedRegex("[A-Za-z]{2,}|[A-Z]?[0-9]{3,5}", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
