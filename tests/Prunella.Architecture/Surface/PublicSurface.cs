using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Prunella.Architecture.Surface;

/// <summary>Prints what an assembly promises its users: a line for each public type, below it an indented line for each public or protected member.</summary>
/// <remarks>The order is that of the names, so that a change is a change of its own lines alone.</remarks>
internal static class PublicSurface
{
    private static readonly SymbolDisplayFormat Format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        SymbolDisplayKindOptions.IncludeMemberKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly string[] PromisedAttributes = ["FlagsAttribute", "ObsoleteAttribute", "ExperimentalAttribute"];

    /// <param name="assembly">The compiled assembly.</param>
    /// <param name="source">The same code as source, where the initial values of properties stand.</param>
    public static string Print(IAssemblySymbol assembly, CSharpCompilation source)
    {
        StringBuilder text = new();
        foreach (INamedTypeSymbol type in TypesOf(assembly.GlobalNamespace).OrderBy(static type => type.ToDisplayString(Format), StringComparer.Ordinal))
        {
            _ = text.Append(text.Length > 0 ? "\n" : "").Append(Head(type, source)).Append('\n');
            foreach (string member in Members(type, source))
                _ = text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(static member => member switch
        {
            INamedTypeSymbol type when IsPromised(type) => TypesOf(type).Prepend(type),
            INamespaceSymbol inner => TypesOf(inner),
            _ => [],
        });

    private static string Head(INamedTypeSymbol type, CSharpCompilation source)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Delegate } => "delegate",
            { TypeKind: TypeKind.Enum } => "enum",
            { TypeKind: TypeKind.Interface } => "interface",
            { IsStatic: true } => "static class",
            { TypeKind: TypeKind.Struct } => Words(
                (type.IsReadOnly, "readonly"), (type.IsRefLikeType, "ref"), (IsRecord(type, source), "record"), (true, "struct")),
            _ => Words((type.IsAbstract, "abstract"), (type.IsSealed, "sealed"), (type.IsRecord, "record"), (!type.IsRecord, "class")),
        };
        string[] bases = type.TypeKind switch
        {
            TypeKind.Enum => type.EnumUnderlyingType is { SpecialType: not SpecialType.System_Int32 } underlying ? [underlying.ToDisplayString(Format)] : [],
            TypeKind.Delegate => [],
            _ => [.. BaseOf(type), .. InterfacesOf(type, source).Select(static contract => contract.ToDisplayString(Format)).Order(StringComparer.Ordinal)],
        };
        return $"{Attributes(type)}{kind} {type.ToDisplayString(Format)}{(bases.Length > 0 ? " : " : "")}{string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Members(INamedTypeSymbol type, CSharpCompilation source) =>
        type.TypeKind == TypeKind.Delegate
            ? []
            : type.GetMembers().Where(IsPromised).Where(static member => !IsWrittenByCompiler(member))
                .Select(member => (member.Name, Text: Member(member, source)))
                .OrderBy(static member => member.Name, StringComparer.Ordinal).ThenBy(static member => member.Text, StringComparer.Ordinal)
                .Select(static member => member.Text);

    private static string Member(ISymbol member, CSharpCompilation source) => member switch
    {
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } field => $"{Attributes(field)}{field.Name} = {field.ConstantValue}",
        IPropertySymbol property => $"{Attributes(property)}{Access(property)}{property.ToDisplayString(Format)}{InitialValue(property, source)}",
        _ => $"{Attributes(member)}{Access(member)}{member.ToDisplayString(Format)}",
    };

    // Public is the rule and is not said.
    private static string Access(ISymbol member) => member.DeclaredAccessibility == Accessibility.Public ? "" : "protected ";

    private static string InitialValue(IPropertySymbol property, CSharpCompilation source) =>
        InSource(property, source)?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()
            is Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { Initializer.Value: { } value }
            ? $" = {value.NormalizeWhitespace(indentation: " ", eol: " ")}"
            : "";

    private static ISymbol? InSource(ISymbol symbol, CSharpCompilation source) =>
        DocumentationCommentId.GetSymbolsForDeclarationId(symbol.GetDocumentationCommentId()!, source)
            .FirstOrDefault(static found => !found.DeclaringSyntaxReferences.IsEmpty);

    private static string Attributes(ISymbol symbol) =>
        string.Concat(symbol.GetAttributes()
            .Where(static attribute => PromisedAttributes.Contains(attribute.AttributeClass?.Name))
            .Where(static attribute => !attribute.ConstructorArguments.Any(static value => value.Value is string text && text.Contains("required members", StringComparison.Ordinal)))
            .Select(static attribute => $"[{attribute.AttributeClass!.Name.Replace("Attribute", "", StringComparison.Ordinal)}] ")
            .Order(StringComparer.Ordinal));

    private static IEnumerable<string> BaseOf(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent ? [parent.ToDisplayString(Format)] : [];

    // The assembly does not tell a record struct from another one; the source does.
    private static bool IsRecord(INamedTypeSymbol type, CSharpCompilation source) =>
        type.IsRecord || InSource(type, source) is INamedTypeSymbol { IsRecord: true };

    // That a record equals itself goes without saying.
    private static IEnumerable<INamedTypeSymbol> InterfacesOf(INamedTypeSymbol type, CSharpCompilation source) =>
        type.AllInterfaces.Where(IsPromised).Where(contract => !(IsRecord(type, source) && contract.Name == nameof(IEquatable<>)));

    private static bool IsPromised(ISymbol symbol) =>
        symbol.DeclaredAccessibility == Accessibility.Public
        || symbol.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal && symbol.ContainingType is { IsSealed: false };

    private static bool IsWrittenByCompiler(ISymbol member) =>
        member is INamedTypeSymbol
        || member is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove }
        || member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0, ContainingType.IsValueType: true }
        || member.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute")
        || member is IPropertySymbol { Name: "EqualityContract" };

    private static string Words(params (bool Said, string Word)[] words) =>
        string.Join(' ', words.Where(static pair => pair.Said).Select(static pair => pair.Word));
}
