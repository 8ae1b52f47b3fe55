using System.Globalization;
using System.Text;

namespace Prunella.Patterns.Actions;

/// <summary>A unified diff, as git and diff write it. Immutable.</summary>
/// <param name="Files">What it does, file by file; no file twice.</param>
public sealed record UnifiedDiff(IReadOnlyList<FilePatch> Files)
{
    /// <summary>The longest diff that is read, in characters.</summary>
    public const int MostText = 1 << 20;

    /// <summary>The most files of one diff.</summary>
    public const int MostFiles = 100;

    internal const string NoEnd = "\\ No newline at end of file";

    /// <summary>Reads a diff. Text before its first file, as that of a commit, is passed over.</summary>
    /// <exception cref="FormatException">
    /// It is no diff, counts wrongly, names a path that leads out of the project, or asks for what is no change of text: modes, links, submodules, binary
    /// files. The message says in which line.
    /// </exception>
    public static UnifiedDiff Parse(string diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return new DiffReader(diff).Read();
    }

    /// <summary>The diff as git writes it; <see cref="Parse"/> reads it back the same.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (FilePatch file in Files)
            Write(text, file);
        return text.ToString();
    }

    private static void Write(StringBuilder text, FilePatch file)
    {
        string old = Quoted("a/" + (file.From ?? file.To)), @new = Quoted("b/" + (file.To ?? file.From));
        text.Append(CultureInfo.InvariantCulture, $"diff --git {old} {@new}\n");
        if (file.From is null)
            text.Append("new file mode 100644\n");
        else if (file.To is null)
            text.Append("deleted file mode 100644\n");
        else if (file.From != file.To)
            text.Append(CultureInfo.InvariantCulture, $"rename from {Quoted(file.From.Value.Value)}\nrename to {Quoted(file.To.Value.Value)}\n");
        if (file.Hunks.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"--- {(file.From is null ? "/dev/null" : old)}\n+++ {(file.To is null ? "/dev/null" : @new)}\n");
        foreach (DiffHunk hunk in file.Hunks)
        {
            text.Append(CultureInfo.InvariantCulture, $"@@ -{hunk.OldStart},{hunk.OldCount} +{hunk.NewStart},{hunk.NewCount} @@\n");
            foreach (DiffLine line in hunk.Lines)
            {
                text.Append(line.Kind switch { DiffLineKind.Added => '+', DiffLineKind.Removed => '-', _ => ' ' }).Append(line.Text);
                if (!line.Text.EndsWith('\n'))
                    text.Append('\n').Append(NoEnd).Append('\n');
            }
        }
    }

    private static string Quoted(string path) =>
        path.Contains('"', StringComparison.Ordinal) ? $"\"{path.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : path;
}
