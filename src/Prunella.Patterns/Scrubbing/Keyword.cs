namespace Prunella.Patterns.Scrubbing;

/// <summary>A text that may be part of a secret, or beside one.</summary>
/// <param name="Text">At least 3 characters.</param>
/// <param name="IgnoresCase">Whether its letters count in both cases.</param>
/// <param name="Group">Keywords of one group do not look again at what one of them has dealt with. 0 to 7.</param>
/// <param name="Trigger">Looks closer.</param>
internal sealed record Keyword(string Text, bool IgnoresCase, int Group, Trigger Trigger)
{
    public bool StandsAt(ReadOnlySpan<char> text, int at) =>
        text[at..].StartsWith(Text, IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
