using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>What Python prints: the last traceback of a chain, whose innermost call stands last.</summary>
internal sealed partial class PythonTraceParser : IStackTraceParser
{
    private const string Begin = "Traceback (most recent call last):";

    public ErrorEvent? TryParse(string text)
    {
        // Of "During handling of the above exception …" and "direct cause" the first traceback is the cause.
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
            return null;
        List<StackFrame> frames = [];
        foreach (string raw in text[(begin + Begin.Length)..].Split('\n').Skip(1))
        {
            string line = raw.TrimEnd();
            Match frame = Frame().Match(line);
            if (frame.Success)
                frames.Insert(0, ToFrame(frame));
            else if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
                return Event(line, frames);
        }

        return Event("", frames);
    }

    private static ErrorEvent Event(string head, List<StackFrame> frames)
    {
        int colon = head.IndexOf(':', StringComparison.Ordinal);
        return new ErrorEvent(ErrorPlatform.Python, colon < 0 ? head : head[..colon], colon < 0 ? "" : head[(colon + 1)..].Trim(), frames);
    }

    private static StackFrame ToFrame(Match frame)
    {
        string file = frame.Groups["file"].Value;
        bool library = file.Contains("site-packages", StringComparison.Ordinal) || file.Contains("/lib/python", StringComparison.Ordinal) || file.Contains("dist-packages", StringComparison.Ordinal) || file.StartsWith('<');
        return new StackFrame(Path.GetFileNameWithoutExtension(file), frame.Groups["method"].Success ? frame.Groups["method"].Value : "<module>", file, int.Parse(frame.Groups["line"].Value, CultureInfo.InvariantCulture), !library);
    }

    [GeneratedRegex(@"^\s+File ""(?<file>[^""]+)"", line (?<line>\d{1,9})(?:, in (?<method>.+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Frame();
}
