using System.Globalization;
using System.Text.RegularExpressions;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>Finds the first place of a stack trace that is no framework's.</summary>
internal static partial class StackTop
{
    private static readonly string[] Frameworks = ["System.", "Microsoft.", "java.", "javax.", "sun.", "org.springframework.", "node:", "runtime."];

    /// <returns>Null where the text has none.</returns>
    public static CodePlace? Of(string text)
    {
        CodePlace? first = null;
        foreach (Match frame in Frame().Matches(text))
        {
            string member = frame.Groups["member"].Value;
            var place = new CodePlace(member, frame.Groups["file"] is { Success: true } file ? file.Value : null,
                int.TryParse(frame.Groups["line"].ValueSpan, CultureInfo.InvariantCulture, out int line) ? line : 0);
            if (!Array.Exists(Frameworks, name => member.StartsWith(name, StringComparison.Ordinal)))
                return place;
            first ??= place;
        }

        return first;
    }

    // .NET: "at A.B(C c) in file:line 3"; Java: "at a.B.c(File.java:3)". Logs are anybody's text: the time it takes must grow with their length alone.
    [GeneratedRegex(
        @"^[ \t]+at (?<member>[\w.<>$`\[\],+/]+)\((?:(?<file>[\w$]+\.\w+):(?<line>\d+)\)|[^\n]*?\)(?: in (?<file>[^\n]+?):line (?<line>\d+))?)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Frame();
}
