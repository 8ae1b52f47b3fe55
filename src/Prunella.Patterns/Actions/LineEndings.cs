namespace Prunella.Patterns.Actions;

/// <summary>How the lines of a text end.</summary>
internal enum LineEnding
{
    None,
    Unix,
    Windows,
    Mixed,
}

internal static class LineEndings
{
    public static LineEnding Of(string text)
    {
        bool unix = false, windows = false;
        for (int at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            if (at > 0 && text[at - 1] == '\r')
                windows = true;
            else
                unix = true;
        }

        return (unix, windows) switch { (true, true) => LineEnding.Mixed, (true, false) => LineEnding.Unix, (false, true) => LineEnding.Windows, _ => LineEnding.None };
    }

    public static string ToWindows(string text) => ToUnix(text).Replace("\n", "\r\n", StringComparison.Ordinal);

    public static string ToUnix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The lines, each with its own end; the last may have none.</summary>
    public static List<string> Split(string text)
    {
        List<string> lines = [];
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
