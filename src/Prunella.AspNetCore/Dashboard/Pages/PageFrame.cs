namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What a page's surroundings need to know. All addresses are relative to <paramref name="Base"/>, so that no proxy's prefix has to be known.</summary>
/// <param name="System">The name of the system.</param>
/// <param name="Base">The way from this page's address to the dashboard's root.</param>
/// <param name="Self">The page's own address.</param>
/// <param name="Here">The name of the page in the navigation.</param>
/// <param name="Navigation">Titles and addresses.</param>
internal sealed record PageFrame(string System, string Base, string Self, string Here, IReadOnlyList<(string Title, string Address)> Navigation)
{
    public required string Style { get; init; }

    public required string Icon { get; init; }

    public required IReadOnlyList<string> Scripts { get; init; }

    /// <summary>Where its changes come from; null for a page that does not change.</summary>
    public string? Live { get; init; }
}
