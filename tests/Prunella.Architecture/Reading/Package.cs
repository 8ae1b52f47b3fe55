namespace Prunella.Architecture.Reading;

/// <summary>A shipped package as its project file and its sources describe it.</summary>
internal sealed record Package
{
    /// <summary>The name of the project file; also the root of its namespaces.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the compiled assembly, without <c>.dll</c>.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>The packages of ours that it references.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The namespaces every file of it sees without a using directive.</summary>
    public IReadOnlyList<string> GlobalUsings { get; init; } = [];

    /// <summary>Its C# files.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }
}
