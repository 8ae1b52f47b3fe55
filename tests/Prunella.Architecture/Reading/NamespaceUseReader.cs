using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Prunella.Architecture.Reading;

/// <summary>Finds every use of another namespace: by a using directive, a short or a fully qualified name, a member, an extension or <c>new()</c>.</summary>
/// <remarks>A mention in a documentation comment is no use.</remarks>
internal static class NamespaceUseReader
{
    // A type or a namespace that the compiler did not find: such a name would be read as using nothing.
    private static readonly string[] UnknownNameErrors = ["CS0246", "CS0234", "CS0400", "CS0432"];

    public static IEnumerable<NamespaceUse> Read(CSharpCompilation compilation) => compilation.SyntaxTrees.SelectMany(tree => Read(compilation, tree));

    /// <summary>The names that could not be understood. While there are any, <see cref="Read(CSharpCompilation)"/> may miss uses.</summary>
    public static IEnumerable<string> UnknownNames(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(static fault => UnknownNameErrors.Contains(fault.Id)).Select(static fault => fault.ToString());

    private static IEnumerable<NamespaceUse> Read(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        SyntaxNode root = tree.GetRoot();
        string fallback = NameOf(root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()) ?? compilation.AssemblyName!;
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (UsedSymbol(model, node) is not { } symbol || NamespaceOf(symbol, node) is not { } used)
                continue;
            string from = NameOf(node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()) ?? fallback;
            string to = used.ToDisplayString();
            if (from != to)
                yield return new NamespaceUse(from, to, tree.FilePath, tree.GetLineSpan(node.Span).StartLinePosition.Line + 1, symbol.Name);
        }
    }

    private static ISymbol? UsedSymbol(SemanticModel model, SyntaxNode node)
    {
        if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
            return null;
        SymbolInfo info = model.GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    private static INamespaceSymbol? NamespaceOf(ISymbol symbol, SyntaxNode node) => symbol switch
    {
        // The last name of a directive is the namespace that is used; those before it only lead there.
        INamespaceSymbol named => node.FirstAncestorOrSelf<UsingDirectiveSyntax>()?.NamespaceOrType.Span.End == node.Span.End ? named : null,
        INamedTypeSymbol type => type.ContainingNamespace,
        { ContainingType: { } type } => type.ContainingNamespace,
        _ => null,
    };

    private static string? NameOf(BaseNamespaceDeclarationSyntax? declaration) => declaration?.Name.ToString();
}
