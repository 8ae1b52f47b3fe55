using System.Globalization;
using System.Text;

namespace Prunella.Patterns.Actions;

/// <summary>The lines before the hunks of a file, and which file they name.</summary>
internal sealed class DiffHead
{
    private string? _renamedFrom, _renamedTo;
    private bool _made, _gone;

    public string? Git { get; set; }

    public string? Old { get; set; }

    public string? New { get; set; }

    /// <summary>Takes an extended header of git; false where it is none, or one that asks for more than a change of text.</summary>
    public bool Take(string line)
    {
        if (After(line, "rename from ") is { } from)
            _renamedFrom = from;
        else if (After(line, "rename to ") is { } to)
            _renamedTo = to;
        else if (line is "new file mode 100644")
            _made = true;
        else if (line is "deleted file mode 100644" or "deleted file mode 100755")
            _gone = true;
        else
            return After(line, "similarity index ") is not null || After(line, "dissimilarity index ") is not null || After(line, "index ") is { } index && !index.EndsWith(" 120000", StringComparison.Ordinal) && !index.EndsWith(" 160000", StringComparison.Ordinal);
        return true;
    }

    /// <exception cref="FormatException">A path is refused, or the names contradict each other.</exception>
    public (ProjectPath? From, ProjectPath? To) Paths()
    {
        (string? from, string? to) = Old is null || New is null ? OfGit() : Stripped(Unquoted(Old), Unquoted(New));
        if (_renamedFrom is not null || _renamedTo is not null)
        {
            (string? old, string? @new) = (Unquoted(_renamedFrom), Unquoted(_renamedTo));
            if (old is null || @new is null || _made || _gone || Old is not null && (old != from || @new != to))
                throw new FormatException("The lines of a rename contradict each other.");
            (from, to) = (old, @new);
        }
        else
        {
            if (Old is null && _made)
                from = null;
            if (Old is null && _gone)
                to = null;
            if (Git is not null && (from is null != _made || to is null != _gone))
                throw new FormatException("The head of the file and its mode contradict each other.");
            if (from is not null && to is not null && from != to)
                throw new FormatException($"'{from}' and '{to}' are two files, and no rename is named.");
        }

        return from is null && to is null
            ? throw new FormatException("No file is named.")
            : (from is null ? null : ProjectPath.Parse(from), to is null ? null : ProjectPath.Parse(to));
    }

    // Both names are the same but for a and b, where there is nothing else to tell them.
    private (string?, string?) OfGit()
    {
        if (_renamedFrom is not null)
            return (_renamedFrom, _renamedTo);
        string names = Git ?? throw new FormatException("No file is named.");
        int half = names.Length / 2;
        if (names.Length % 2 == 0 || names[half] != ' ')
            throw new FormatException("The file can not be told from the head.");
        return Stripped(Unquoted(names[..half]), Unquoted(names[(half + 1)..]));
    }

    private static (string?, string?) Stripped(string? from, string? to)
    {
        (from, to) = (from == "/dev/null" ? null : from, to == "/dev/null" ? null : to);
        bool prefixed = from?.StartsWith("a/", StringComparison.Ordinal) != false && to?.StartsWith("b/", StringComparison.Ordinal) != false;
        return prefixed ? (from?[2..], to?[2..]) : (from, to);
    }

    private static string? After(string line, string start) => line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;

    // Names with unusual letters stand in quotation marks, with escapes as in C; what follows a tab is a time.
    private static string? Unquoted(string? name)
    {
        if (name is null || !name.StartsWith('"'))
            return name?.Split('\t')[0];
        var bytes = new List<byte>();
        int at = 1;
        for (; at < name.Length && name[at] != '"'; at++)
        {
            if (name[at] != '\\')
            {
                int pair = char.IsHighSurrogate(name[at]) && at + 1 < name.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(name.Substring(at, pair)));
                at += pair - 1;
                continue;
            }

            at++;
            if (at + 2 < name.Length && name[at] is >= '0' and <= '3' && name[at + 1] is >= '0' and <= '7' && name[at + 2] is >= '0' and <= '7')
            {
                bytes.Add((byte)((name[at] - '0') * 64 + (name[at + 1] - '0') * 8 + (name[at + 2] - '0')));
                at += 2;
            }
            else
            {
                bytes.Add(at < name.Length && name[at] is '"' or '\\' ? (byte)name[at] : throw new FormatException("A quoted name can not be read."));
            }
        }

        if (at >= name.Length)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"The name {name} does not end."));
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
