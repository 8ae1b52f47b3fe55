using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>What a panic of Rust prints, with a backtrace or with its place alone.</summary>
internal sealed partial class RustTraceParser : IStackTraceParser
{
    private static readonly string[] Platform = ["std::", "core::", "alloc::", "<core::", "<alloc::", "<std::", "rust_begin_unwind", "__rust", "_start", "__libc", "main"];

    public ErrorEvent? TryParse(string text)
    {
        Match panic = Panic().Match(text);
        if (!panic.Success)
            return null;
        string message = panic.Groups["old"].Success ? panic.Groups["old"].Value : panic.Groups["message"].Value;
        List<StackFrame> frames = [];
        string? name = null;
        foreach (string line in text[panic.Index..].Split('\n'))
        {
            Match call = Call().Match(line);
            Match place = Place().Match(line);
            if (call.Success)
            {
                Add(frames, name, null);
                name = call.Groups["name"].Value.Trim();
            }
            else if (place.Success && name is not null)
            {
                Add(frames, name, place);
                name = null;
            }
        }

        Add(frames, name, null);
        if (frames.Count == 0) // no backtrace: the place of the panic is all there is
            frames.Add(new StackFrame(Path.GetFileNameWithoutExtension(panic.Groups["file"].Value), "panic", panic.Groups["file"].Value, int.Parse(panic.Groups["line"].Value, CultureInfo.InvariantCulture), InApp: true));
        return new ErrorEvent(ErrorPlatform.Rust, "panic", message.Trim(), frames);
    }

    private static void Add(List<StackFrame> frames, string? name, Match? place)
    {
        if (name is null)
            return;
        string folded = Made().Replace(name, "");
        int colons = folded.LastIndexOf("::", StringComparison.Ordinal);
        frames.Add(new StackFrame(
            colons < 0 ? "" : folded[..colons],
            colons < 0 ? folded : folded[(colons + 2)..],
            place?.Groups["file"].Value,
            place is null ? null : int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture),
            !Platform.Any(start => name.StartsWith(start, StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"thread '[^']*'(?: \(\d+\))? panicked at (?:'(?<old>[^\n]*)', )?(?<file>[^\s:']+):(?<line>\d{1,9}):\d+:?(?:\n(?<message>[^\n]*))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Panic();

    [GeneratedRegex(@"^\s*\d+: +(?:0x[0-9a-f]+ - )?(?<name>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\s+at (?<file>\S+?):(?<line>\d{1,9})(?::\d+)?\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"::\{\{closure\}\}|::h[0-9a-f]{16}$|<[^<>]*>")]
    private static partial Regex Made();
}
