namespace Prunella.Patterns.Actions;

/// <summary>One line of a diff.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Text">The line with its end, <c>\n</c> or <c>\r\n</c>; without an end where it is the last of a file that has none.</param>
public readonly record struct DiffLine(DiffLineKind Kind, string Text);
