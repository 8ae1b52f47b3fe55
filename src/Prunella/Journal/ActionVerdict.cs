namespace Prunella.Journal;

/// <summary>Whether an action helped.</summary>
public enum ActionVerdict
{
    /// <summary>The component fulfils the predicate of the action.</summary>
    Better,

    /// <summary>Nothing changed within the window.</summary>
    Same,

    /// <summary>The component, or one that depends on it, is worse than before.</summary>
    Worse,
}
