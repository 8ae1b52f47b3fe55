namespace Prunella.Patterns.Signing;

/// <summary>What a signature says of a document.</summary>
/// <param name="State">Whether there is one, and whether it fits.</param>
/// <param name="Key">The fingerprint of the key that it claims to be of; null where there is no signature. Whose key that is, the document can not tell.</param>
public sealed record SignatureCheck(SignatureState State, string? Key)
{
    /// <summary>Of a document without a signature.</summary>
    public static SignatureCheck NotSigned { get; } = new(SignatureState.NotSigned, null);
}
