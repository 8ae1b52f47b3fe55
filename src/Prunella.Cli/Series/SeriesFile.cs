using System.Globalization;
using Prunella.Cli.Shell;

namespace Prunella.Cli.Series;

/// <summary>Reads points from CSV: a time and a value in each row, found by the names <c>timestamp</c> and <c>value</c>, else the first two columns.</summary>
internal static class SeriesFile
{
    /// <param name="path">A file, or <c>-</c> for standard input.</param>
    /// <param name="input">Standard input.</param>
    /// <exception cref="UsageException">It can not be read; the message says where.</exception>
    public static IEnumerable<(DateTimeOffset Time, double Value)> Read(string path, TextReader input)
    {
        if (path == "-")
            return Rows(input, "standard input");
        if (!File.Exists(path))
            throw new UsageException($"There is no file {path}.");
        return FileRows(path);
    }

    private static IEnumerable<(DateTimeOffset Time, double Value)> FileRows(string path)
    {
        using StreamReader reader = File.OpenText(path);
        foreach ((DateTimeOffset, double) row in Rows(reader, path))
            yield return row;
    }

    private static IEnumerable<(DateTimeOffset Time, double Value)> Rows(TextReader reader, string name)
    {
        int time = 0, value = 1;
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            string[] cells = text.Split(',');
            if (line == 1 && Array.FindIndex(cells, static cell => cell.Trim() == "value") is >= 0 and int named)
            {
                (time, value) = (Math.Max(0, Array.FindIndex(cells, static cell => cell.Trim() is "timestamp" or "time")), named);
                continue;
            }

            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (cells.Length <= Math.Max(time, value) || !TryTime(cells[time].Trim(), out DateTimeOffset at))
                throw new UsageException($"{name}, line {line}: not a time and a value: {text}");
            string number = cells[value].Trim();
            double read = double.NaN; // an empty cell is a hole
            if (number.Length > 0 && !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out read))
                throw new UsageException($"{name}, line {line}: '{number}' is no number.");
            yield return (at, read);
        }
    }

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double unix) && unix is > 0 and < 2.5e11)
        {
            time = DateTimeOffset.UnixEpoch.AddSeconds(unix);
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
