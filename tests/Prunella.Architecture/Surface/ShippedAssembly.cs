using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Prunella.Architecture.Reading;

namespace Prunella.Architecture.Surface;

/// <summary>The compiled assemblies of the packages, as a user's compiler sees them.</summary>
internal static class ShippedAssembly
{
    /// <exception cref="FileNotFoundException">The package was not built beside the tests.</exception>
    public static IAssemblySymbol Read(Package package, IReadOnlyList<Package> packages)
    {
        MetadataReference[] ours = [.. packages.Select(static other => MetadataReference.CreateFromFile(PathOf(other)))];
        CSharpCompilation user = CSharpCompilation.Create("user", references: [.. PackageCompiler.PlatformReferences(packages), .. ours]);
        return (IAssemblySymbol)user.GetAssemblyOrModuleSymbol(ours[packages.ToList().IndexOf(package)])!;
    }

    private static string PathOf(Package package) => Path.Combine(AppContext.BaseDirectory, package.AssemblyName + ".dll");
}
