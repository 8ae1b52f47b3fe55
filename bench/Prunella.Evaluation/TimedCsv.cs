using System.Globalization;
using System.IO.Compression;

namespace Prunella.Evaluation;

/// <summary>Reads CSV files of a time and a value, plain or compressed, row by row.</summary>
internal static class TimedCsv
{
    /// <exception cref="InvalidDataException">A row can not be read; the message says which.</exception>
    public static IEnumerable<(string Stamp, DateTimeOffset Time, double Value)> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        string[] head = (reader.ReadLine() ?? throw new InvalidDataException($"{path} is empty.")).Split(',');
        int time = Array.FindIndex(head, static name => name.Trim() == "timestamp"), value = Array.FindIndex(head, static name => name.Trim() == "value");
        if (time < 0 || value < 0)
            throw new InvalidDataException($"{path}: the first line must name the columns timestamp and value.");

        for (int row = 2; reader.ReadLine() is { } line; row++)
        {
            if (line.Length == 0)
                continue;
            string[] cells = line.Split(',');
            if (cells.Length <= Math.Max(time, value) || !DateTimeOffset.TryParse(cells[time], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
                throw new InvalidDataException($"{path}, line {row}: no timestamp.");
            double number = double.NaN;
            if (cells[value].Trim().Length > 0 && !double.TryParse(cells[value], NumberStyles.Float, CultureInfo.InvariantCulture, out number))
                throw new InvalidDataException($"{path}, line {row}: '{cells[value]}' is no number.");
            yield return (cells[time], at, number);
        }
    }
}
