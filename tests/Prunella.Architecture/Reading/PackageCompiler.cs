using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Prunella.Architecture.Reading;

/// <summary>Compiles packages in memory, so that every name in them can be asked what it means.</summary>
/// <remarks>Source generators do not run: what they add is not ours, and the names in our own files resolve without it.</remarks>
internal static class PackageCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);
    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<IReadOnlyDictionary<string, CSharpCompilation>> LazyShipped = new(static () => Compile(Repository.Packages));

    /// <summary>The packages of the repository, by name.</summary>
    public static IReadOnlyDictionary<string, CSharpCompilation> Shipped => LazyShipped.Value;

    /// <summary>Compiles each package against those it references, directly or not.</summary>
    public static IReadOnlyDictionary<string, CSharpCompilation> Compile(IReadOnlyList<Package> packages)
    {
        MetadataReference[] platform = [.. PlatformReferences(packages)];
        Dictionary<string, Package> byName = packages.ToDictionary(static package => package.Name);
        Dictionary<string, CSharpCompilation> compiled = [];
        foreach (Package package in packages)
            _ = CompileOne(package);
        return compiled;

        CSharpCompilation CompileOne(Package package)
        {
            if (compiled.TryGetValue(package.Name, out CSharpCompilation? done))
                return done;
            IEnumerable<MetadataReference> ours = Closure(package, byName).Select(reference => CompileOne(reference).ToMetadataReference());
            CSharpCompilation compilation = CSharpCompilation.Create(package.AssemblyName, Trees(package), [.. platform, .. ours], Options);
            compiled[package.Name] = compilation;
            return compilation;
        }
    }

    /// <summary>References to all assemblies the tests run with, but for those of the packages themselves.</summary>
    public static IEnumerable<MetadataReference> PlatformReferences(IReadOnlyList<Package> packages)
    {
        HashSet<string> own = [.. packages.Select(static package => package.AssemblyName)];
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !own.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(static path => MetadataReference.CreateFromFile(path));
    }

    private static HashSet<Package> Closure(Package package, Dictionary<string, Package> byName)
    {
        HashSet<Package> found = [];
        Add(package);
        return found;

        void Add(Package from)
        {
            foreach (string name in from.References)
            {
                if (byName.TryGetValue(name, out Package? next) && next != package && found.Add(next))
                    Add(next);
            }
        }
    }

    private static IEnumerable<SyntaxTree> Trees(Package package)
    {
        string globalUsings = string.Concat(package.GlobalUsings.Select(static name => $"global using {name};\n"));
        return package.Files.Append(new SourceFile("GlobalUsings.g.cs", globalUsings))
            .Select(static file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path));
    }
}
