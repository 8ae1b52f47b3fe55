using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>What <c>Exception.ToString()</c> of .NET prints, with and without symbols.</summary>
internal sealed partial class DotNetTraceParser : IStackTraceParser
{
    private const string Inner = " ---> ";

    public ErrorEvent? TryParse(string text)
    {
        List<StackFrame> frames = [];
        List<string> heads = [];
        foreach (string line in text.Split('\n'))
        {
            Match frame = Frame().Match(line);
            if (frame.Success)
                frames.Add(ToFrame(frame));
            else if (frames.Count == 0 && !line.TrimStart().StartsWith("--- End of ", StringComparison.Ordinal))
                heads.Add(line.Trim());
        }

        if (frames.Count == 0)
            return null;
        // The innermost exception is named last, and its frames come first.
        string head = string.Join('\n', heads.Where(static line => line.Length > 0));
        int inner = head.LastIndexOf(Inner.TrimStart(), StringComparison.Ordinal);
        if (inner >= 0)
            head = head[(inner + Inner.Length - 1)..];
        string[] lines = head.Split('\n');
        int first = Math.Max(0, Array.FindIndex(lines, static line => ErrorHead.Split(Clean(line)).Type.Length > 0));
        (string type, string message) = ErrorHead.Split(Clean(string.Join('\n', lines[first..])));
        return new ErrorEvent(ErrorPlatform.DotNet, type, message, frames);
    }

    private static string Clean(string line)
    {
        const string Unhandled = "Unhandled exception. ";
        return line.StartsWith(Unhandled, StringComparison.Ordinal) ? line[Unhandled.Length..] : line;
    }

    private static StackFrame ToFrame(Match frame)
    {
        (string type, string method) = DotNetName.Fold(frame.Groups["name"].Value);
        int? line = int.TryParse(frame.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        string? file = frame.Groups["file"].Success ? frame.Groups["file"].Value : null;
        return new StackFrame(type, method, file, line, !IsPlatform(type));
    }

    private static bool IsPlatform(string type) => type is "System" or "Microsoft" || type.StartsWith("System.", StringComparison.Ordinal)
        || type.StartsWith("Microsoft.", StringComparison.Ordinal) || type.StartsWith("Xunit.", StringComparison.Ordinal) || type.StartsWith("NUnit.", StringComparison.Ordinal);

    // What stands in parentheses is not gone back on: a long hostile line would take the square of its length.
    [GeneratedRegex(@"^\s*at (?:async )?(?<name>[^\s(]+)\((?>[^)]*)(?:\)[^ ]*)?(?: in (?<file>.+?):line (?<line>\d+))?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();
}
