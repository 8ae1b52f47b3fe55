namespace Prunella.Patterns.Actions;

/// <summary>What a line of a diff says.</summary>
public enum DiffLineKind
{
    /// <summary>It is there before and after.</summary>
    Context,

    /// <summary>It goes.</summary>
    Removed,

    /// <summary>It comes.</summary>
    Added,
}
