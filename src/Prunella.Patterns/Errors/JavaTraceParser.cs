using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>What <c>printStackTrace</c> of Java prints. The last <c>Caused by</c> is the innermost exception.</summary>
internal sealed partial class JavaTraceParser : IStackTraceParser
{
    private const string Cause = "Caused by: ";
    private const int MostHead = 4096;

    private static readonly string[] Platform = ["java.", "javax.", "jdk.", "sun.", "com.sun.", "junit.", "org.junit.", "org.hamcrest.", "org.mockito.", "kotlin.", "scala."];

    public ErrorEvent? TryParse(string text)
    {
        List<(string Head, List<StackFrame> Frames)> chain = [("", [])];
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            Match frame = Frame().Match(line);
            if (frame.Success)
                chain[^1].Frames.Add(ToFrame(frame));
            else if (line.StartsWith(Cause, StringComparison.Ordinal))
                chain.Add((line[Cause.Length..], []));
            else if (chain[^1].Frames.Count == 0 && line.Length > 0)
                chain[^1] = (Continue(chain[^1].Head, Thread().Replace(line, "")), chain[^1].Frames);
        }

        if (chain[0].Frames.Count == 0)
            return null;
        (string type, string message) = ErrorHead.Split(chain[^1].Head);
        return new ErrorEvent(ErrorPlatform.Java, type, message, [.. Enumerable.Reverse(chain).SelectMany(static part => part.Frames)]);
    }

    // A message may have many lines; what stands before the name of an exception is no part of it.
    private static string Continue(string head, string line) =>
        ErrorHead.Split(head).Type.Length == 0 ? line : head.Length < MostHead ? $"{head}\n{line}" : head;

    private static StackFrame Frame(string type, string method, string? file, int? line) =>
        new(Made().Replace(type, ""), Made().Replace(method, ""), file, line, !Platform.Any(start => type.StartsWith(start, StringComparison.Ordinal)));

    private static StackFrame ToFrame(Match frame) => Frame(
        frame.Groups["type"].Value,
        frame.Groups["method"].Value,
        frame.Groups["file"].Success ? frame.Groups["file"].Value : null,
        int.TryParse(frame.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int line) ? line : null);

    [GeneratedRegex(@"^at (?:[^\s/(]+/+)*(?<type>[\w.$]+)\.(?<method>[\w$<>]+)\((?:(?<file>[\w$-]+\.\w+)(?::(?<line>\d+))?|Native Method|Unknown Source|<generated>)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^Exception in thread ""[^""]*"" ")]
    private static partial Regex Thread();

    // Numbers of lambdas, anonymous and generated classes.
    [GeneratedRegex(@"(?:\$\$(?:Lambda|EnhancerBy\w+|FastClassBy\w+)\$?[\w/$]*)|\$\d+|(?<=GeneratedMethodAccessor)\d+")]
    private static partial Regex Made();
}
