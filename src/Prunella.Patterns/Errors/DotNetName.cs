using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>Folds what the C# compiler makes of a method back to the method: async and iterator state machines, lambdas, local functions, generic arity.</summary>
internal static partial class DotNetName
{
    /// <param name="name">As a trace shows it: <c>Shop.Cart.&lt;&gt;c__DisplayClass3_0.&lt;&lt;PayAsync&gt;b__1&gt;d.MoveNext</c>.</param>
    /// <returns><c>Shop.Cart</c> and <c>PayAsync</c>.</returns>
    public static (string Type, string Method) Fold(string name)
    {
        name = name.Replace("+MoveNext()", "", StringComparison.Ordinal).Replace("+MoveNext", "", StringComparison.Ordinal);
        int made = name.IndexOf(".<", StringComparison.Ordinal);
        if (made < 0)
            made = name.StartsWith('<') ? -1 : name.Length;
        if (made < name.Length)
        {
            string type = made < 0 ? "" : name[..made];
            Match method = Enclosing().Match(name, made + 1);
            return (WithoutArity(type), method.Success ? method.Groups["method"].Value : "lambda");
        }

        int generic = name.IndexOf('[', StringComparison.Ordinal);
        if (generic > 0)
            name = name[..generic];
        bool constructor = name.EndsWith("..ctor", StringComparison.Ordinal) || name.EndsWith("..cctor", StringComparison.Ordinal);
        int dot = constructor ? name.LastIndexOf("..", StringComparison.Ordinal) : name.LastIndexOf('.');
        return dot < 0 ? ("", name) : (WithoutArity(name[..dot]), name[(dot + 1)..]);
    }

    private static string WithoutArity(string type) => Arity().Replace(type, "");

    [GeneratedRegex(@"`\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Arity();

    // The first word in angle brackets is the method that was written: <Pay>b__0, <<Pay>b__0>d, <Pay>g__Local|3_0, <Pay>d__4.
    [GeneratedRegex(@"<(?<method>[A-Za-z_][\w.$]*)>", RegexOptions.ExplicitCapture)]
    private static partial Regex Enclosing();
}
