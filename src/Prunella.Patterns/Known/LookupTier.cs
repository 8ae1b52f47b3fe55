namespace Prunella.Patterns.Known;

/// <summary>How an answer was found.</summary>
public enum LookupTier
{
    /// <summary>The expression of the pattern stands in the text: it is this error.</summary>
    Recognised,

    /// <summary>The text and the pattern share words: it may be this error.</summary>
    Lexical,
}
