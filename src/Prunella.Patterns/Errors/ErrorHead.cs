using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>Parts a line as <c>System.FormatException: the message</c>.</summary>
internal static partial class ErrorHead
{
    public static (string Type, string Message) Split(string line)
    {
        Match head = Head().Match(line);
        return head.Success ? (head.Groups["type"].Value, head.Groups["message"].Value.Trim()) : ("", line.Trim());
    }

    // A dotted name, or one that ends as exceptions are called.
    [GeneratedRegex(@"^(?<type>(?:[A-Za-z_][\w+`$]*\.)+[A-Za-z_][\w+`$]*|[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Warning))(?:\s\([^)]*\))?(?::\s?(?<message>.*))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Head();
}
