namespace Prunella.Patterns.Causality;

/// <summary>What a commit did to a file.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="Added">Lines added.</param>
/// <param name="Deleted">Lines deleted.</param>
/// <param name="Functions">The names of the functions and types whose lines it touched.</param>
public sealed record FileChange(string Path, int Added, int Deleted, IReadOnlyList<string> Functions)
{
    /// <summary>The name of the file without folder and ending.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Whether it is a test: by its folder or its name.</summary>
    public bool IsTest => TestName.IsTestPath(Path);
}
