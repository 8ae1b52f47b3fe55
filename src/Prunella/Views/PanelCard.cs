namespace Prunella.Views;

/// <summary>One matter of several that stand beside each other: what it is, what is known of it, and what speaks for it.</summary>
/// <param name="Name">What tells it from others on the page: letters, digits and hyphens.</param>
/// <param name="Title">What it is, one sentence.</param>
/// <param name="Facts">Names and values, in their order.</param>
public sealed record PanelCard(string Name, Words Title, IReadOnlyList<KeyValuePair<string, Words>> Facts)
{
    /// <summary>A paragraph below the facts; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>What is shown when it is asked for, one a line.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>The words that stand for <see cref="More"/>.</summary>
    public string MoreTitle { get; init; } = "Evidence";
}
