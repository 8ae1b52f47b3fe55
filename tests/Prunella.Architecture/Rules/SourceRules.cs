using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Prunella.Architecture.Reading;

namespace Prunella.Architecture.Rules;

/// <summary>Rules a file or a type keeps by itself. Each fault is one readable line.</summary>
internal static class SourceRules
{
    /// <summary>The longest a source file may be, in lines.</summary>
    public const int MostLines = 400;

    public static IEnumerable<string> Namespaces(Package package) =>
        package.Files.SelectMany(static file => Nodes<BaseNamespaceDeclarationSyntax>(file)).Select(static node => node.Name.ToString()).Distinct();

    public static IEnumerable<string> TooLong(Package package) =>
        from file in package.Files
        let lines = file.Text.TrimEnd('\n').Split('\n').Length
        where lines > MostLines
        select $"{file.Path} has {lines} lines, {MostLines} is the limit";

    public static IEnumerable<string> SeveralPublicTypes(Package package) =>
        from file in package.Files
        let names = Nodes<MemberDeclarationSyntax>(file)
            .Where(static node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Where(static node => node.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax && node.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(static node => node is DelegateDeclarationSyntax named ? named.Identifier.Text : ((BaseTypeDeclarationSyntax)node).Identifier.Text)
            .Distinct() // Outcome and Outcome<T> are one idea
            .ToArray()
        where names.Length > 1
        select $"{file.Path} has the public types {string.Join(", ", names)}";

    public static IEnumerable<string> OpenPublicClasses(Package package) =>
        from file in package.Files
        from type in Nodes<TypeDeclarationSyntax>(file)
        where type.IsKind(SyntaxKind.ClassDeclaration) || type.IsKind(SyntaxKind.RecordDeclaration)
        where type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().All(static outer => outer.Modifiers.Any(SyntaxKind.PublicKeyword))
        where !type.Modifiers.Any(static word => word.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword)
        select $"{file.Path}: {type.Identifier.Text} is neither sealed, abstract nor static";

    /// <summary>Packages that open their internals to another shipped package, by an attribute or by their project file.</summary>
    public static IEnumerable<string> OpenedInternals(IAssemblySymbol assembly, IReadOnlyList<Package> packages)
    {
        HashSet<string> shipped = packages.Select(static package => package.AssemblyName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return assembly.GetAttributes()
            .Where(static attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute")
            .Select(static attribute => ((string)attribute.ConstructorArguments[0].Value!).Split(',')[0])
            .Where(shipped.Contains)
            .Select(friend => $"{assembly.Name} opens its internals to {friend}");
    }

    private static IEnumerable<TNode> Nodes<TNode>(SourceFile file) => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<TNode>();
}
