using Microsoft.CodeAnalysis.CSharp;
using Prunella.Architecture.Reading;

namespace Prunella.Architecture;

/// <summary>Small packages that never were on a disk, to show that a rule can be broken.</summary>
internal static class InMemory
{
    public static Package Package(string name, params string[] files) => new()
    {
        Name = name,
        AssemblyName = name,
        Files = [.. files.Select((text, index) => new SourceFile($"{name}/{index}.cs", text))],
    };

    public static NamespaceUse[] UsesOf(Package package) => [.. NamespaceUseReader.Read(Compile(package))];

    public static CSharpCompilation Compile(Package package) => PackageCompiler.Compile([package])[package.Name];
}
