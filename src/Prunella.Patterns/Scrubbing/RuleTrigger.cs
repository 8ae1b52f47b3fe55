using System.Text.RegularExpressions;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Tries the expression of a rule around its keyword, and nowhere else.</summary>
internal sealed class RuleTrigger(ScrubRule rule)
{
    private readonly bool _startsWord = rule.Pattern.StartsWith(@"\b", StringComparison.Ordinal);
    private readonly bool _hasGroup = rule.Pattern.Contains("(?<secret>", StringComparison.Ordinal);

    public int Look(ReadOnlySpan<char> text, int at, FindingList found)
    {
        int limit = Math.Min(text.Length, at + rule.Reach);
        if (rule.Lead == 0)
        {
            if (_startsWord && Characters.IsWordAt(text, at - 1))
                return at;
            foreach (ValueMatch match in rule.Regex.EnumerateMatches(text[at..limit]))
                return Accept(text, at, match.Length, found) ? at + match.Length : at;
            return at;
        }

        foreach (ValueMatch match in rule.Regex.EnumerateMatches(text[..limit], Math.Max(0, at - rule.Lead)))
        {
            if (match.Index > at)
                break;
            int end = match.Index + match.Length;
            if (end > at && Accept(text, match.Index, match.Length, found))
                return end;
        }

        return at;
    }

    private bool Accept(ReadOnlySpan<char> text, int index, int matchLength, FindingList found)
    {
        (int start, int length) = Secret(text.Slice(index, matchLength));
        ReadOnlySpan<char> secret = text.Slice(index + start, length);
        if ((rule.MinEntropy > 0 && Entropy.Of(secret) < rule.MinEntropy) || (rule.Check is { } check && !check(secret.ToString())))
            return false;
        found.Add(index + start, length, rule.Kind, Stage.Format);
        return true;
    }

    private (int Start, int Length) Secret(ReadOnlySpan<char> match)
    {
        if (!_hasGroup)
            return (0, match.Length);
        var group = rule.Regex.Match(match.ToString()).Groups["secret"];
        return group.Success ? (group.Index, group.Length) : (0, match.Length);
    }
}
