using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>Takes out of a message what changes from one time to the next: identifiers, numbers, times, addresses, paths and what stands in quotation marks.</summary>
public static partial class MessageTemplate
{
    private const int MostLines = 2;
    private const int MostLength = 400;

    /// <returns>At most two lines with <c>*</c> in place of what varies; never longer than 400 characters.</returns>
    public static string Of(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Length > 8 * MostLength)
            message = message[..(8 * MostLength)];
        string head = string.Join('\n', message.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0).Take(MostLines));
        string template = Again().Replace(Variable().Replace(head, "*"), "*");
        return template.Length > MostLength ? template[..MostLength] : template;
    }

    [GeneratedRegex("""
        <secret:[a-z0-9-]+:[0-9a-f]+>
        |[a-z][a-z0-9+.-]*://[^\s"'<>]+
        |[\w.+-]+@[\w-]+(?:\.[\w-]+)+
        |[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}
        |\d{4}-\d\d-\d\d(?:[T\s]\d\d:\d\d:\d\d[\w.:+-]*)?
        |"[^"\n]*"|'[^'\n]*'|`[^`\n]*`
        |(?:/[\w.@~-]+){2,}/?|[A-Za-z]:\\[^\s"']+
        |\w*\d[\w.,:-]*\w*
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\*(?:[-\s,:]*\*)+", RegexOptions.NonBacktracking)]
    private static partial Regex Again();
}
