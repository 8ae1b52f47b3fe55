namespace Prunella.Patterns.Actions;

/// <summary>A stretch of lines that changes.</summary>
/// <param name="OldStart">The first line before, from 1; with no lines before, the line after which the new ones come, from 0.</param>
/// <param name="NewStart">The same after.</param>
/// <param name="Lines">Its lines.</param>
public sealed record DiffHunk(int OldStart, int NewStart, IReadOnlyList<DiffLine> Lines)
{
    /// <summary>How many lines it covers before.</summary>
    public int OldCount => Lines.Count(static line => line.Kind != DiffLineKind.Added);

    /// <summary>How many lines it covers after.</summary>
    public int NewCount => Lines.Count(static line => line.Kind != DiffLineKind.Removed);
}
