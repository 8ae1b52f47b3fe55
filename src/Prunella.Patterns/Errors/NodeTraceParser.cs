using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>The <c>stack</c> of an error of Node.js.</summary>
internal sealed partial class NodeTraceParser : IStackTraceParser
{
    public ErrorEvent? TryParse(string text)
    {
        List<StackFrame> frames = [];
        string head = "";
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            Match frame = Frame().Match(line);
            if (frame.Success)
                frames.Add(ToFrame(frame));
            else if (frames.Count == 0 && Head().IsMatch(line))
                head = line.StartsWith("Uncaught ", StringComparison.Ordinal) ? line["Uncaught ".Length..] : line;
            else if (frames.Count > 0 && line.Length > 0 && !line.StartsWith("at ", StringComparison.Ordinal))
                break;
        }

        if (frames.Count == 0)
            return null;
        Match parts = Head().Match(head);
        return new ErrorEvent(ErrorPlatform.Node, parts.Groups["type"].Value, parts.Groups["message"].Value.Trim(), frames);
    }

    private static StackFrame ToFrame(Match frame)
    {
        string file = frame.Groups["file"].Value;
        string name = frame.Groups["name"].Success ? frame.Groups["name"].Value : "<anonymous>";
        bool library = file.StartsWith("node:", StringComparison.Ordinal) || file.StartsWith("internal/", StringComparison.Ordinal) || file.Contains("node_modules", StringComparison.Ordinal);
        return new StackFrame(Path.GetFileNameWithoutExtension(file), name, file, int.Parse(frame.Groups["line"].Value, CultureInfo.InvariantCulture), !library);
    }

    [GeneratedRegex(@"^at (?:async )?(?:(?:new )?(?<name>[^\s(]+)(?: \[as [^\]]+\])? \()?(?<file>(?:node:|file://|/|[A-Za-z]:\\|internal/)[^():]*):(?<line>\d{1,9}):\d+\)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^(?:Uncaught )?(?<type>\w*(?:Error|Exception))(?: \[\w+\])?(?:: (?<message>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}
