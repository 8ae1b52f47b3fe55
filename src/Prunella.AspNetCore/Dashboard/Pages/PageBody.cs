namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What stands on a page.</summary>
/// <param name="Heading">Its heading, and the title of the window.</param>
/// <param name="Parts">From top to bottom.</param>
internal sealed record PageBody(string Heading, IReadOnlyList<Part> Parts)
{
    /// <summary>The question it answers, one line below the heading; null where the heading says it all.</summary>
    public string? Question { get; init; }

    /// <summary>Whether the heading is there for listeners alone, because the page begins with its own greatest words.</summary>
    public bool HeadingIsQuiet { get; init; }
}
