using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Prunella.Patterns.Safety;

/// <summary>What in a unit keeps a program careful, and what in one is dangerous.</summary>
internal static partial class Checks
{
    private static readonly HashSet<string> Dangers =
    [
        "Process", "ProcessStartInfo", "DllImport", "LibraryImport", "UnsafeAccessor", "Marshal", "NativeLibrary", "Activator", "CSharpScript", "AssemblyLoadContext", "LoadFrom", "LoadFile", "LoadWithPartialName",
        "Exit", "FailFast", "HttpClient", "WebClient", "WebRequest", "Socket", "TcpClient", "TcpListener", "UdpClient", "Dns", "Ping", "SmtpClient", "HttpListener",
        "AllowAnonymous", "AllowAnyOrigin", "AllowAnyHeader", "AllowAnyMethod", "IgnoreAntiforgeryToken", "DisableAntiforgery", "DisableCors", "BinaryFormatter", "TypeNameHandling", "ServerCertificateCustomValidationCallback", "ServerCertificateValidationCallback",
        "RemoteCertificateValidationCallback", "DangerousAcceptAnyServerCertificateValidator", "TrustServerCertificate", "FromSqlRaw", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "SetUnixFileMode", "SetAccessControl",
        "SuppressMessage", "ExcludeFromCodeCoverage", "Skip", "Ignore", "Explicit", "ModuleInitializer", "InternalsVisibleTo", "GetEnvironmentVariables", "GetEnvironmentVariable", "SkipLocalsInit", "ExpandoObject",
        "MD5", "SHA1", "DES", "TripleDES", "RC2", "BindingFlags", "MakeGenericMethod", "InvokeMember", "DynamicInvoke", "Unsafe", "MemoryMarshal", "GCSettings",
    ];

    /// <summary>What the unit checks or holds back, in words; null where it does neither.</summary>
    public static string? Of(CodeUnit unit)
    {
        switch (unit.Kind)
        {
            case UnitKind.Attribute:
                return "an attribute";
            case UnitKind.Condition:
                return unit.Text.StartsWith("unsafe", StringComparison.Ordinal) ? null : "a condition or guard";
            case UnitKind.Catch:
                return "a handler of errors";
            case UnitKind.Modifier:
                return unit.Text is "private" or "protected" or "internal" or "readonly" or "sealed" or "volatile" or "required" or "abstract" or "override" or "const" or "file" or "ref" ? "a restriction" : null;
            case UnitKind.Head when unit.Node is BaseListSyntax:
                return "a base type";
            case UnitKind.Head when Careful().IsMatch(unit.Text):
                return "something whose name tells of a check";
        }

        if (unit.Guarded && unit.Node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { ReturnOrBreakKeyword.RawKind: (int)SyntaxKind.BreakKeyword })
            return "an exit under a condition";
        foreach (SyntaxNode node in unit.Node.DescendantNodesAndSelf())
        {
            if (In(node) is { } check)
                return check;
        }

        return SetsLimit(unit) ? "a limit" : null;
    }

    private static bool SetsLimit(CodeUnit unit)
    {
        if (!unit.Node.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.NumericLiteralToken)))
            return false;
        return unit.Node is EqualsValueClauseSyntax or ArrowExpressionClauseSyntax && LimitName().IsMatch(unit.Member)
            || unit.Node.DescendantNodesAndSelf().Any(static node => node switch
            {
                VariableDeclaratorSyntax variable => LimitName().IsMatch(variable.Identifier.ValueText),
                AssignmentExpressionSyntax assignment => LimitName().IsMatch(assignment.Left.ToString()),
                NameColonSyntax name => LimitName().IsMatch(name.Name.Identifier.ValueText),
                _ => false,
            });
    }

    /// <summary>What a new unit brings that is dangerous; null where nothing is seen.</summary>
    public static string? DangerOf(CodeUnit unit)
    {
        if (unit.Kind == UnitKind.Modifier)
            return unit.Text is "public" or "protected" or "internal" or "unsafe" or "extern" or "virtual" or "new" ? $"it makes something {unit.Text}" : null;
        if (unit.Kind == UnitKind.Catch)
            return "it catches errors that went on before";
        if (unit.Text.StartsWith("unsafe", StringComparison.Ordinal))
            return "it adds unsafe code";
        foreach (SyntaxToken token in unit.Node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && Dangers.Contains(token.ValueText.EndsWith("Attribute", StringComparison.Ordinal) ? token.ValueText[..^"Attribute".Length] : token.ValueText))
                return $"it uses {token.ValueText}";
            if (token.IsKind(SyntaxKind.StackAllocKeyword) || token.Text == "dynamic")
                return $"it uses {token.Text}";
        }

        foreach (SyntaxNode node in unit.Node.DescendantNodesAndSelf())
        {
            if (node.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression && node.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or IfStatementSyntax or PrefixUnaryExpressionSyntax)
                return "a condition does not depend on anything any more";
            if (node.IsKind(SyntaxKind.SuppressNullableWarningExpression))
                return "it silences the compiler's check for null";
            if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delete" or "Move" or "Kill" or "Abort" or "SetCreationTime" or "Load" } access && access.Expression.ToString() is "File" or "Directory" or "Assembly" or "System.IO.File" or "System.IO.Directory")
                return $"it uses {node}";
            if (node is CatchClauseSyntax)
                return "it catches errors that went on before";
            if (node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } text && Telling().IsMatch(text.Token.ValueText))
                return "it adds a text that a database or a network understands";
        }

        return null;
    }

    /// <summary>Whether the unit leaves its member, its loop or its switch.</summary>
    public static bool Leaves(CodeUnit unit) => unit.Node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax
        || unit.Node is YieldStatementSyntax { ReturnOrBreakKeyword.RawKind: (int)SyntaxKind.BreakKeyword };

    private static string? In(SyntaxNode node) => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => "a throw",
        ConditionalExpressionSyntax or SwitchExpressionSyntax or IsPatternExpressionSyntax or WhenClauseSyntax or IfStatementSyntax or WhileStatementSyntax or SwitchStatementSyntax => "a condition",
        BinaryExpressionSyntax binary when Compares(binary) => "a comparison",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } => "a condition",
        ConditionalAccessExpressionSyntax => "a check for null",
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } => "a check for null",
        CheckedExpressionSyntax => "a check for overflow",
        CatchClauseSyntax => "a handler of errors",
        FinallyClauseSyntax or LockStatementSyntax or UsingStatementSyntax => "a guard",
        LocalDeclarationStatementSyntax declaration when !declaration.UsingKeyword.IsKind(SyntaxKind.None) => "a using declaration",
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } => "a switch",
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } text when Telling().IsMatch(text.Token.ValueText) => "a text that a database or a network understands",
        InterpolatedStringTextSyntax text when Telling().IsMatch(text.TextToken.ValueText) => "a text that a database or a network understands",
        SimpleNameSyntax name when Careful().IsMatch(name.Identifier.ValueText) => $"{name.Identifier.ValueText}",
        ConstructorInitializerSyntax => "a call of another constructor",
        _ => null,
    };

    private static bool Compares(BinaryExpressionSyntax binary) => binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
        or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.CoalesceExpression or SyntaxKind.IsExpression or SyntaxKind.AsExpression;

    [GeneratedRegex("Throw|Assert|Check|Valid|Verif|Ensure|Requir|Guard|Demand|Author|Authent|Expect|Should|Must|Sanit|Escap|Encod|Hash|Sign|Crypt|Dispos|Flush|Lock|Release|Semaphore|Audit|Permi|Allow|Deny|Forbid|Polic|Role|Claim|Token|Cancel|Timeout|Secret|Password|Protect|Secure|Limit|Throttl|Confirm|Commit|Rollback|Transaction|Antiforgery|Csrf|Cors|Tls|Ssl|Certificate|Trust|Tenant|Admin|Restrict|Can[A-Z]|Is[A-Z]|Has[A-Z]|Try[A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex Careful();

    [GeneratedRegex("Max|Min|Limit|Timeout|Retr|Attempt|Size|Length|Capacity|Expir|Age|Count|Delay|Interval|Iteration", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex LimitName();

    [GeneratedRegex(@"\b(?:where|grant|revoke|deny|policy|constraint|drop|delete|truncate|alter|select|insert|update)\b|://|^\*$|\ball\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Telling();
}
