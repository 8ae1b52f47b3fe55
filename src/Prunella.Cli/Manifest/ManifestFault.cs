namespace Prunella.Cli.Manifest;

/// <summary>One thing that is wrong with a manifest.</summary>
/// <param name="At">Where in the file.</param>
/// <param name="Path">Where in the plan, as <c>services.orders.requires[0]</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record ManifestFault(Position At, string Path, string Message)
{
    /// <summary>In the form of a compiler, so that editors can jump there.</summary>
    public string Describe(string file) =>
        $"{file}:{At.Line}:{At.Column}: {(Path.Length == 0 ? string.Empty : Path + ": ")}{Message}";
}
