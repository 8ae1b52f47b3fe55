namespace Prunella.Patterns.Actions;

/// <summary>What a diff does to one file.</summary>
/// <param name="From">The file before; null where it is new.</param>
/// <param name="To">The file after; null where it goes.</param>
/// <param name="Hunks">What changes, from top to bottom; none where it is only renamed or empty.</param>
public sealed record FilePatch(ProjectPath? From, ProjectPath? To, IReadOnlyList<DiffHunk> Hunks);
