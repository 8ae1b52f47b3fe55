using System.Globalization;
using System.Text.RegularExpressions;

namespace Prunella.Patterns.Causality;

/// <summary>Reads what <c>git log -p -U0</c> prints, line by line. The lines of a hunk are counted, not looked at: whatever stands in them is taken for nothing else.</summary>
internal sealed partial class GitLogReader
{
    /// <summary>The format of a commit's first line: a record separator, then hash, seconds since 1970, author and subject.</summary>
    public const string Format = "%x1e%H%x1f%ct%x1f%an%x1f%s";

    private const int MostFiles = 1_000; // of a commit
    private const int MostFunctions = 200; // of a file

    private readonly List<Commit> _commits = [];
    private readonly List<FileChange> _files = [];
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private string[]? _head;
    private string? _path;
    private int _added, _deleted, _rest;

    /// <summary>Takes one line.</summary>
    public void Take(string line)
    {
        if (_rest > 0 && line.Length > 0 && line[0] is '+' or '-')
        {
            _rest--;
            if (_functions.Count < MostFunctions && Declared().Match(line) is { Success: true } declared)
                _ = _functions.Add(declared.Groups[1].Value);
            return;
        }

        if (line.StartsWith('\x1e'))
        {
            EndCommit();
            _head = line[1..].Split('\x1f', 4);
        }
        else if (line.StartsWith("diff --git ", StringComparison.Ordinal))
        {
            EndFile();
        }
        else if (line.StartsWith("--- a/", StringComparison.Ordinal) || line.StartsWith("+++ b/", StringComparison.Ordinal))
        {
            _path = line[6..].TrimEnd('\t');
        }
        else if (Hunk().Match(line) is { Success: true } hunk)
        {
            int deleted = Count(hunk.Groups[1]), added = Count(hunk.Groups[2]);
            (_deleted, _added, _rest) = (_deleted + deleted, _added + added, deleted + added);
            if (_functions.Count < MostFunctions && Named().Match(hunk.Groups[3].Value) is { Success: true } named)
                _ = _functions.Add(named.Groups[1].Success ? named.Groups[1].Value : named.Groups[2].Value);
        }
    }

    /// <summary>All commits, in the order in which they were printed.</summary>
    public IReadOnlyList<Commit> End()
    {
        EndCommit();
        return _commits;
    }

    private void EndCommit()
    {
        EndFile();
        if (_head is [{ } id, { } seconds, { } author, { } subject] && long.TryParse(seconds, CultureInfo.InvariantCulture, out long time))
            _commits.Add(new Commit(id, DateTimeOffset.FromUnixTimeSeconds(time), author, subject, [.. _files]));
        _files.Clear();
        _head = null;
    }

    private void EndFile()
    {
        if (_path is { } path && _files.Count < MostFiles)
            _files.Add(new FileChange(path, _added, _deleted, [.. _functions]));
        (_path, _added, _deleted, _rest) = (null, 0, 0, 0);
        _functions.Clear();
    }

    private static int Count(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@ ?(.*)$")]
    private static partial Regex Hunk();

    // The function that a hunk lies in: the name before the first parenthesis, else that of a type.
    [GeneratedRegex(@"\b(\w+)\s*(?:<[^>]*>)?\(|\b(?:class|struct|record|interface|enum|trait|impl|type|module|def|func|fn)\s+(\w+)")]
    private static partial Regex Named();

    // A line that declares a function or a type, in the manner of C#, Java, Python, Go, Rust or JavaScript.
    [GeneratedRegex(@"^[+-]\s*(?:(?:public|private|protected|internal|static|async|override|virtual|abstract|sealed|final|export|pub|partial|unsafe)\s+)*(?:(?:def|func|fn|function|class|struct|record|interface|enum|trait)\s+(?:\([^)]*\)\s*)?|(?!return\b|new\b|throw\b|await\b|else\b|if\b|while\b|for\b|switch\b|catch\b|using\b|lock\b|yield\b|case\b|var\b)[\w<>\[\],.?]+\s+)(\w+)\s*(?:<[^>]*>)?[({:]")]
    private static partial Regex Declared();
}
