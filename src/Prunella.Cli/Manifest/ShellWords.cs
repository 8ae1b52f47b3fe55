using System.Text;

namespace Prunella.Cli.Manifest;

/// <summary>Splits a command line into words as a shell does, with quotes and backslashes, but without running a shell.</summary>
internal static class ShellWords
{
    private static readonly string[] Operators = ["&&", "||", "|", ";", "&", ">", ">>", "<", "2>&1"];

    /// <returns>What is wrong with the line; null where nothing is.</returns>
    public static string? Split(string line, out List<string> words)
    {
        words = [];
        var word = new StringBuilder();
        bool inWord = false, wasQuoted = false;
        char quote = '\0';
        for (int i = 0; i <= line.Length; i++)
        {
            bool end = i == line.Length;
            if (quote == '\0' && (end || char.IsWhiteSpace(line[i])))
            {
                if (inWord && !wasQuoted && Operators.Contains(word.ToString(), StringComparer.Ordinal))
                    return $"'{word}' needs a shell: write [sh, -c, '…'].";
                if (inWord)
                    words.Add(word.ToString());
                _ = word.Clear();
                inWord = wasQuoted = false;
            }
            else if (end)
            {
                return $"a quotation mark {quote} is not closed.";
            }
            else if (line[i] == '\\' && quote != '\'')
            {
                if (++i == line.Length)
                    return "it ends with a backslash.";
                // Within double quotes a backslash protects only these; before others it stands for itself.
                if (quote == '"' && line[i] is not ('"' or '\\' or '$' or '`'))
                    _ = word.Append('\\');
                _ = word.Append(line[i]);
                inWord = wasQuoted = true;
            }
            else if (quote == '\0' && line[i] is ('\'' or '"'))
            {
                quote = line[i];
                inWord = wasQuoted = true;
            }
            else if (quote != '\0' && line[i] == quote)
            {
                quote = '\0';
            }
            else
            {
                _ = word.Append(line[i]);
                inWord = true;
            }
        }

        return null;
    }
}
