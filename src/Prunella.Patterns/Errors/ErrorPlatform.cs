namespace Prunella.Patterns.Errors;

/// <summary>Whose stack trace it is.</summary>
public enum ErrorPlatform
{
    /// <summary>Not told by the text.</summary>
    Unknown,

    /// <summary>.NET.</summary>
    DotNet,

    /// <summary>Java and other languages on its machine.</summary>
    Java,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Node.js.</summary>
    Node,

    /// <summary>Go.</summary>
    Go,

    /// <summary>Rust.</summary>
    Rust,
}
