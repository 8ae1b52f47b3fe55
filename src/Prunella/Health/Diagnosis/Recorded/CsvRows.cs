using System.IO.Compression;
using System.Text;

namespace Prunella.Health;

/// <summary>Reads CSV files, gzipped ones (<c>.gz</c>) too: commas, quotes doubled within quotes, and new lines within quotes.</summary>
internal static class CsvRows
{
    private const int MostCells = 100_000;

    /// <summary>The rows, the header among them; each with the number of its first line.</summary>
    /// <exception cref="InvalidDataException">A quote is not closed, or a row is endless.</exception>
    public static IEnumerable<(int Line, List<string> Cells)> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        int line = 0;
        while (reader.ReadLine() is { } text)
        {
            int first = ++line;
            while (!IsClosed(text))
            {
                if (reader.ReadLine() is not { } more || text.Length > 4 << 20)
                    throw new InvalidDataException($"{path}, line {first}: a quote is not closed.");
                text += "\n" + more;
                line++;
            }

            if (text.Length > 0)
                yield return (first, Split(text, path, first));
        }
    }

    private static bool IsClosed(string text)
    {
        int quotes = 0;
        foreach (char c in text)
            quotes += c == '"' ? 1 : 0;
        return quotes % 2 == 0;
    }

    private static List<string> Split(string text, string path, int line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (cells.Count > MostCells)
                    throw new InvalidDataException($"{path}, line {line}: more than {MostCells} columns.");
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
