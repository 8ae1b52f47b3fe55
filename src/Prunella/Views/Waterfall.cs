namespace Prunella.Views;

/// <summary>A whole piece of work with its parts.</summary>
/// <param name="Name">What tells it from others on the page: letters, digits and hyphens.</param>
/// <param name="Title">What it is.</param>
/// <param name="Note">What is worth to know before it is opened.</param>
/// <param name="Rows">Its parts, those that contain others before them.</param>
public sealed record Waterfall(string Name, string Title, Words Note, IReadOnlyList<WaterfallRow> Rows);
