namespace Prunella.Patterns.Errors;

/// <summary>Three names of an error, from the narrowest to the widest. Each begins with the version of the scheme that made it.</summary>
/// <param name="Exact">Type and all own calls: the same error by the same way.</param>
/// <param name="Core">Type and the first own call that is no helper: the same fault, by whatever way it was reached.</param>
/// <param name="Template">Type and message without what varies.</param>
public sealed record Fingerprint(string Exact, string Core, string Template)
{
    /// <summary>The version of the scheme: names of different versions are never equal.</summary>
    public const string Version = "fp1";
}
