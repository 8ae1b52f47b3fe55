namespace Prunella.Patterns.Signing;

/// <summary>Whether a document is as it was signed.</summary>
public enum SignatureState
{
    /// <summary>It has no signature.</summary>
    NotSigned,

    /// <summary>It is as the owner of the key has signed it.</summary>
    Fits,

    /// <summary>It was changed since, or its signature is none.</summary>
    Broken,
}
