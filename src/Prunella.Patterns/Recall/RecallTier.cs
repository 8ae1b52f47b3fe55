namespace Prunella.Patterns.Recall;

/// <summary>How something that is remembered was found, the surest first.</summary>
public enum RecallTier
{
    /// <summary>The same error by the same way.</summary>
    Exact,

    /// <summary>The same fault, by whatever way it was reached.</summary>
    Core,

    /// <summary>An error that says the same.</summary>
    Template,

    /// <summary>Something that means nearly the same, as a model sees it.</summary>
    Semantic,

    /// <summary>Something in much the same words.</summary>
    Lexical,
}
