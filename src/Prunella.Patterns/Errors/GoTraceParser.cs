using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>What a panic of Go prints: the first goroutine, from the call of the panic on.</summary>
internal sealed partial class GoTraceParser : IStackTraceParser
{
    public ErrorEvent? TryParse(string text)
    {
        Match head = Head().Match(text);
        int routine = text.IndexOf("\ngoroutine ", StringComparison.Ordinal);
        if (!head.Success || routine < 0)
            return null;
        List<StackFrame> frames = [];
        string[] lines = text[(routine + 1)..].Split('\n');
        for (int i = 1; i + 1 < lines.Length && lines[i].Trim().Length > 0; i++)
        {
            Match call = Call().Match(lines[i].TrimEnd());
            Match place = Place().Match(lines[i + 1]);
            if (!call.Success || !place.Success)
                continue;
            if (call.Groups["name"].Value == "panic")
                frames.Clear(); // what stands above is the panic itself
            else
                frames.Add(ToFrame(call.Groups["name"].Value, place));
            i++;
        }

        if (frames.Count == 0)
            return null;
        string message = head.Groups["message"].Value.Trim();
        bool runtime = message.StartsWith("runtime error", StringComparison.Ordinal);
        return new ErrorEvent(ErrorPlatform.Go, runtime ? "runtime.Error" : head.Groups["kind"].Value, message, frames);
    }

    private static StackFrame ToFrame(string name, Match place)
    {
        name = Closure().Replace(name, "");
        int dot = name.IndexOf('.', name.LastIndexOf('/') + 1);
        string file = place.Groups["file"].Value;
        bool library = file.Contains("/go/src/", StringComparison.Ordinal) || file.Contains("/pkg/mod/", StringComparison.Ordinal) || file.Contains("/lib/go", StringComparison.Ordinal);
        return new StackFrame(dot < 0 ? "" : name[..dot], dot < 0 ? name : name[(dot + 1)..], file, int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture), !library);
    }

    [GeneratedRegex(@"(?:^|\n)(?<kind>panic|fatal error): (?<message>[^\n]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?:created by )?(?<name>[\w./()*-]+?)(?:\([^()]*\)|\(\.\.\.\)| in goroutine \d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\s+(?<file>\S+\.(?:go|s)):(?<line>\d{1,9})", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?:\.func\d+(?:\.\d+)*)+$")]
    private static partial Regex Closure();
}
