using System.Text;

namespace Prunella.Telemetry.Flows;

/// <summary>Reads rows of CSV by RFC 4180.</summary>
internal static class CsvRow
{
    /// <summary>Reads the next row.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TryRead(TextReader reader, List<string> cells)
    {
        cells.Clear();
        if (reader.Peek() < 0)
            return false;
        var cell = new StringBuilder();
        bool quoted = false;
        while (true)
        {
            int c = reader.Read();
            if (quoted && c >= 0)
            {
                if (c != '"')
                    cell.Append((char)c);
                else if (reader.Peek() == '"')
                    cell.Append((char)reader.Read());
                else
                    quoted = false;
                continue;
            }

            switch (c)
            {
                case '"':
                    quoted = true;
                    break;
                case ',':
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\n' or < 0:
                    cells.Add(cell.ToString());
                    return true;
                case '\r' when reader.Peek() is '\n' or < 0:
                    break;
                default:
                    cell.Append((char)c);
                    break;
            }
        }
    }
}
