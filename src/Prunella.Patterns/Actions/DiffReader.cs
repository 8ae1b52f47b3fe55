using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Actions;

/// <summary>Reads one unified diff, strictly: what it does not understand it refuses, for what is passed over in silence would be a change nobody saw.</summary>
internal sealed partial class DiffReader
{
    private readonly string[] _lines;
    private int _at;

    public DiffReader(string diff)
    {
        if (diff.Length > UnifiedDiff.MostText)
            throw new FormatException($"The diff is longer than {UnifiedDiff.MostText} characters.");
        // Saved on Windows as a whole: the ends of its lines are those of the diff, not of the files.
        if (WindowsHeader().IsMatch(diff))
            diff = LineEndings.ToUnix(diff);
        _lines = diff.Split('\n');
        if (_lines[^1].Length == 0)
            _lines = _lines[..^1];
    }

    private string? Line => _at < _lines.Length ? _lines[_at] : null;

    public UnifiedDiff Read()
    {
        while (Line is not null && !AtFile())
            _at++;
        var files = new List<FilePatch>();
        var seen = new HashSet<ProjectPath>();
        while (Line is not null)
        {
            if (Line.Length == 0)
            {
                _at++;
                continue;
            }

            if (Line is "-- ")
                break; // what git format-patch signs with
            if (!AtFile())
                throw Fault("neither a file nor a hunk begins here");
            FilePatch file = ReadFile();
            if (file.From is { } from && !seen.Add(from) | (file.To is { } to && to != from && !seen.Add(to)) || file is { From: null, To: { } made } && !seen.Add(made))
                throw Fault("a file is changed twice");
            files.Add(file);
            if (files.Count > UnifiedDiff.MostFiles)
                throw Fault($"there are more than {UnifiedDiff.MostFiles} files");
        }

        return files.Count > 0 ? new UnifiedDiff(files) : throw new FormatException("The text holds no diff.");
    }

    private bool AtFile() => Line!.StartsWith("diff --git ", StringComparison.Ordinal)
        || Line.StartsWith("--- ", StringComparison.Ordinal) && _at + 1 < _lines.Length && _lines[_at + 1].StartsWith("+++ ", StringComparison.Ordinal);

    private FilePatch ReadFile()
    {
        var head = new DiffHead();
        if (Line!.StartsWith("diff --git ", StringComparison.Ordinal))
        {
            head.Git = Line["diff --git ".Length..];
            _at++;
            while (Line is { } line && line.Length > 0 && !line.StartsWith("--- ", StringComparison.Ordinal) && !line.StartsWith("diff --git ", StringComparison.Ordinal) && line is not "-- ")
            {
                if (!head.Take(line))
                    throw Fault("this is no change of text: modes, links, copies, submodules and binary files are refused");
                _at++;
            }
        }

        bool named = Line?.StartsWith("--- ", StringComparison.Ordinal) == true && _at + 1 < _lines.Length && _lines[_at + 1].StartsWith("+++ ", StringComparison.Ordinal);
        if (named)
        {
            head.Old = Line![4..];
            head.New = _lines[_at + 1][4..];
            _at += 2;
        }

        (ProjectPath? from, ProjectPath? to) = Within(head.Paths);
        var hunks = new List<DiffHunk>();
        int next = 0;
        while (named && Line?.StartsWith("@@ ", StringComparison.Ordinal) == true)
        {
            DiffHunk hunk = ReadHunk();
            if (hunk.OldStart < next)
                throw Fault("hunks overlap or are out of order");
            next = hunk.OldStart + hunk.OldCount;
            hunks.Add(hunk);
        }

        if (named && hunks.Count == 0)
            throw Fault("a hunk is missing");
        bool whole = hunks.Count == 1 || hunks.Count == 0 && !named;
        if (from is null && (!whole || hunks.Exists(static hunk => hunk.OldCount > 0)) || to is null && (!whole || hunks.Exists(static hunk => hunk.NewCount > 0)))
            throw Fault("a new file has lines before, or a deleted one lines after");
        if (hunks.Count == 0 && from == to)
            throw Fault("a file is named, and nothing changes in it");
        return new FilePatch(from, to, hunks);
    }

    private DiffHunk ReadHunk()
    {
        Match match = HunkHead().Match(Line!);
        if (!match.Success || !TryNumber(match, "os", 0, out int oldStart) || !TryNumber(match, "on", 1, out int oldLeft) || !TryNumber(match, "ns", 0, out int newStart) || !TryNumber(match, "nn", 1, out int newLeft))
            throw Fault("this is no head of a hunk");
        if (oldLeft > 0 && oldStart == 0 || newLeft > 0 && newStart == 0)
            throw Fault("lines are counted from 1");
        _at++;
        var lines = new List<DiffLine>();
        while (oldLeft > 0 || newLeft > 0)
        {
            string line = Line ?? throw Fault("the hunk ends before its lines are complete");
            DiffLineKind kind = line.Length == 0 ? DiffLineKind.Context : line[0] switch
            {
                ' ' => DiffLineKind.Context, '+' => DiffLineKind.Added, '-' => DiffLineKind.Removed,
                _ => throw Fault("a line of a hunk begins with a space, '+' or '-'"),
            };
            oldLeft -= kind != DiffLineKind.Added ? 1 : 0;
            newLeft -= kind != DiffLineKind.Removed ? 1 : 0;
            if (oldLeft < 0 || newLeft < 0)
                throw Fault("the hunk has more lines than it counts");
            _at++;
            bool noEnd = Line?.StartsWith("\\ ", StringComparison.Ordinal) == true;
            _at += noEnd ? 1 : 0;
            lines.Add(new DiffLine(kind, (line.Length == 0 ? "" : line[1..]) + (noEnd ? "" : "\n")));
        }

        // A line without an end is the last of its side.
        if (OpenBeforeEnd(lines.Where(static line => line.Kind != DiffLineKind.Added)) || OpenBeforeEnd(lines.Where(static line => line.Kind != DiffLineKind.Removed)))
            throw Fault("a line without an end is followed by others");
        if (!lines.Exists(static line => line.Kind != DiffLineKind.Context))
            throw Fault("the hunk changes nothing");
        return new DiffHunk(oldStart, newStart, lines);
    }

    private static bool OpenBeforeEnd(IEnumerable<DiffLine> side)
    {
        bool open = false;
        foreach (DiffLine line in side)
        {
            if (open || line.Text.Length == 0)
                return true;
            open = !line.Text.EndsWith('\n');
        }

        return false;
    }

    private static bool TryNumber(Match match, string group, int absent, out int number)
    {
        number = absent;
        return !match.Groups[group].Success || int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out number) && number < 10_000_000;
    }

    private (ProjectPath? From, ProjectPath? To) Within(Func<(ProjectPath? From, ProjectPath? To)> paths)
    {
        try
        {
            return paths();
        }
        catch (FormatException error)
        {
            throw new FormatException($"The diff, line {_at}: {error.Message}", error);
        }
    }

    [SuppressMessage("Design", "CA1024", Justification = "Makes an exception.")]
    private FormatException Fault(string what) => new($"The diff, line {Math.Min(_at + 1, _lines.Length)}: {what}.");

    [GeneratedRegex(@"^@@ -(?<os>\d+)(?:,(?<on>\d+))? \+(?<ns>\d+)(?:,(?<nn>\d+))? @@(?: .*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex HunkHead();

    [GeneratedRegex(@"^\+\+\+ [^\n]*\r\n", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex WindowsHeader();
}
