using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Prunella.Patterns.Safety;

/// <summary>Cuts a file of C# into units, in the order of the text.</summary>
internal sealed class CSharpUnits
{
    private readonly List<CodeUnit> _units = [];
    private string _member = "";

    public static IReadOnlyList<CodeUnit> Of(CompilationUnitSyntax file)
    {
        var units = new CSharpUnits();
        units.Attributes(file.AttributeLists, "");
        foreach (MemberDeclarationSyntax member in file.Members)
            units.Member(member, "");
        return units._units;
    }

    private void Member(MemberDeclarationSyntax member, string path)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                Add(UnitKind.Head, path, $"namespace {space.Name}", space.Name, guarded: false);
                foreach (MemberDeclarationSyntax inner in space.Members)
                    Member(inner, $"{path}{space.Name}.");
                break;
            case TypeDeclarationSyntax type:
                string name = $"{path}{type.Identifier.Text}{type.TypeParameterList}";
                _member = name;
                Decorations(type, name);
                Add(UnitKind.Head, name, Flat($"{type.Keyword} {type.Identifier}{type.TypeParameterList}{type.ParameterList}{type.BaseList}{type.ConstraintClauses}"), type.BaseList ?? (SyntaxNode)type.ParameterList!, guarded: false);
                foreach (MemberDeclarationSyntax inner in type.Members)
                    Member(inner, name + ".");
                break;
            case GlobalStatementSyntax global:
                _member = path + "Main";
                Statement(global.Statement, _member, guarded: false);
                break;
            default:
                Leaf(member, path);
                break;
        }
    }

    private void Leaf(MemberDeclarationSyntax member, string path)
    {
        SyntaxNode[] bodies = [.. Bodies(member)];
        string head = Flat(string.Concat(member.ChildNodesAndTokens()
            .Where(child => !bodies.Contains(child.AsNode()) && child.AsNode() is not AttributeListSyntax and not AccessorListSyntax && !member.Modifiers.Contains(child.AsToken()))
            .Select(static child => child.ToString() + " ")));
        _member = path + head;
        Decorations(member, _member);
        Add(UnitKind.Head, _member, head, member as BaseFieldDeclarationSyntax, guarded: false); // a field is its own body
        if (member is BasePropertyDeclarationSyntax { AccessorList: { } accessors })
        {
            foreach (AccessorDeclarationSyntax accessor in accessors.Accessors)
                Accessor(accessor, _member);
        }

        foreach (SyntaxNode body in bodies)
            Body(body, _member);
    }

    private void Accessor(AccessorDeclarationSyntax accessor, string path)
    {
        string name = $"{path}.{accessor.Keyword.Text}";
        Attributes(accessor.AttributeLists, name);
        Modifiers(accessor.Modifiers, name, accessor);
        Add(UnitKind.Head, name, accessor.Keyword.Text, null, guarded: false);
        if (accessor.Body is not null)
            Body(accessor.Body, name);
        if (accessor.ExpressionBody is not null)
            Body(accessor.ExpressionBody, name);
    }

    private static IEnumerable<SyntaxNode> Bodies(MemberDeclarationSyntax member) =>
        member.ChildNodes().Where(static node => node is BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ConstructorInitializerSyntax);

    private void Body(SyntaxNode body, string path)
    {
        if (body is BlockSyntax block)
            Statement(block, path, guarded: false);
        else
            Add(UnitKind.Statement, path, Flat(body), body, guarded: false);
    }

    private void Statement(StatementSyntax statement, string path, bool guarded)
    {
        switch (statement)
        {
            case BlockSyntax block:
                foreach (StatementSyntax inner in block.Statements)
                    Statement(inner, path, guarded);
                break;
            case IfStatementSyntax @if:
                string condition = Under(path, $"if ({Flat(@if.Condition)})", @if.Condition, guarded);
                Statement(@if.Statement, condition, guarded: true);
                if (@if.Else is not null)
                    Statement(@if.Else.Statement, condition + " else", guarded: true);
                break;
            case WhileStatementSyntax loop:
                Statement(loop.Statement, Under(path, $"while ({Flat(loop.Condition)})", loop.Condition, guarded), guarded: true);
                break;
            case DoStatementSyntax loop:
                Statement(loop.Statement, Under(path, $"do while ({Flat(loop.Condition)})", loop.Condition, guarded), guarded: true);
                break;
            case ForStatementSyntax loop:
                Statement(loop.Statement, Under(path, Flat(Head(loop, loop.Statement)), loop, guarded), guarded);
                break;
            case CommonForEachStatementSyntax loop:
                string each = Flat(Head(loop, loop.Statement));
                Add(UnitKind.Statement, path, each, loop.Expression, guarded);
                Statement(loop.Statement, $"{path} > {each}", guarded);
                break;
            case UsingStatementSyntax use:
                Statement(use.Statement, Under(path, Flat(Head(use, use.Statement)), use, guarded), guarded);
                break;
            case LockStatementSyntax @lock:
                Statement(@lock.Statement, Under(path, Flat(Head(@lock, @lock.Statement)), @lock.Expression, guarded), guarded);
                break;
            case FixedStatementSyntax pinned:
                Statement(pinned.Statement, Under(path, Flat(Head(pinned, pinned.Statement)), pinned, guarded), guarded);
                break;
            case CheckedStatementSyntax @checked:
                Statement(@checked.Block, Under(path, @checked.Keyword.Text, @checked, guarded), guarded);
                break;
            case UnsafeStatementSyntax @unsafe:
                Statement(@unsafe.Block, Under(path, "unsafe", @unsafe, guarded), guarded);
                break;
            case TryStatementSyntax @try:
                Try(@try, path, guarded);
                break;
            case SwitchStatementSyntax @switch:
                string over = Under(path, $"switch ({Flat(@switch.Expression)})", @switch.Expression, guarded);
                foreach (SwitchSectionSyntax section in @switch.Sections)
                {
                    string label = Under(over, Flat(string.Join(' ', section.Labels)), section.Labels[0], guarded: true);
                    foreach (StatementSyntax inner in section.Statements)
                        Statement(inner, label, guarded: true);
                }

                break;
            case LabeledStatementSyntax labeled:
                Statement(labeled.Statement, Under(path, labeled.Identifier.Text + ":", labeled, guarded), guarded);
                break;
            case LocalFunctionStatementSyntax { Body: { } body } function:
                string head = Flat(Head(function, body));
                Add(UnitKind.Head, path, head, null, guarded);
                Statement(body, $"{path} > {head}", guarded);
                break;
            default:
                Add(UnitKind.Statement, path, Flat(statement), statement, guarded);
                break;
        }
    }

    private void Try(TryStatementSyntax @try, string path, bool guarded)
    {
        // What a try encloses is guarded by its handlers: they are part of its place.
        string handlers = string.Concat(@try.Catches.Select(static handler => Flat($"{handler.Declaration}{handler.Filter}") + ";")) + (@try.Finally is null ? "" : "finally");
        Statement(@try.Block, $"{path} > try[{handlers}]", guarded);
        foreach (CatchClauseSyntax handler in @try.Catches)
        {
            string head = Flat($"catch {handler.Declaration} {handler.Filter}");
            Add(UnitKind.Catch, path, head, handler, guarded);
            Statement(handler.Block, $"{path} > {head}", guarded: true);
        }

        if (@try.Finally is not null)
            Statement(@try.Finally.Block, Under(path, "finally", @try.Finally, guarded), guarded: true);
    }

    private string Under(string path, string head, SyntaxNode node, bool guarded)
    {
        Add(UnitKind.Condition, path, head, node, guarded);
        return $"{path} > {head}";
    }

    private void Decorations(MemberDeclarationSyntax member, string path)
    {
        Attributes(member.AttributeLists, path);
        Modifiers(member.Modifiers, path, member);
    }

    private void Attributes(SyntaxList<AttributeListSyntax> lists, string path)
    {
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
                Add(UnitKind.Attribute, path, $"[{list.Target} {Flat(attribute)}]", attribute, guarded: false);
        }
    }

    private void Modifiers(SyntaxTokenList modifiers, string path, SyntaxNode owner)
    {
        foreach (string modifier in modifiers.Select(static token => token.Text).Order(StringComparer.Ordinal))
            _units.Add(new CodeUnit(UnitKind.Modifier, _member, $"{path} is {modifier}", modifier, owner, Guarded: false));
    }

    private void Add(UnitKind kind, string path, string text, SyntaxNode? node, bool guarded) =>
        _units.Add(new CodeUnit(kind, _member, $"{path} > {text}", text, node ?? SyntaxFactory.EmptyStatement(), guarded));

    private static string Head(SyntaxNode statement, SyntaxNode body) => string.Concat(statement.ChildNodesAndTokens().Where(child => child.AsNode() != body).Select(static child => child.ToString() + " "));

    private static string Flat(SyntaxNode node) => string.Join(' ', node.DescendantTokens().Select(static token => token.Text));

    // A text that was put together: parsed tokens have no layout of their own any more.
    private static string Flat(string text) => string.Join(' ', SyntaxFactory.ParseTokens(text).Select(static token => token.Text)).Trim();
}
