using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Evaluation;

/// <summary>Folders with a <c>raw.log</c> each, or with <c>--content</c> a <c>content.log</c>: records, their templates, levels and times.</summary>
internal sealed class LogsSet(bool content) : IEvaluationSet
{
    public string Name => "logs";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(output);
        string name = content ? "content.log" : "raw.log";
        string[] folders = [.. Directory.GetDirectories(input).Where(folder => File.Exists(Path.Combine(folder, name))).Order(StringComparer.Ordinal)];
        if (folders.Length == 0)
            throw new InvalidDataException($"{input} has no folder with a {name}.");
        int items = 0;
        foreach (string folder in folders)
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken);
            Rows rows = content ? Messages(bytes) : Records(bytes);
            items += rows.Found.Count;
            await File.WriteAllTextAsync(Path.Combine(output, Path.GetFileName(folder) + ".csv"), rows.ToCsv(), cancellationToken);
        }

        return items;
    }

    private static Rows Records(byte[] bytes)
    {
        var rows = new Rows();
        var reader = new LogReader(LogFormat.Learn(bytes.AsSpan(0, Math.Min(bytes.Length, LogFormat.HeadBytes))), rows);
        reader.Feed(bytes);
        reader.Complete();
        return rows;
    }

    private static Rows Messages(ReadOnlySpan<byte> bytes)
    {
        var rows = new Rows();
        long line = 0;
        foreach (Range range in bytes.Split((byte)'\n'))
        {
            line++;
            if (range.Start.Value < bytes.Length)
                rows.Accept(new LogRecord { Line = line, Lines = 1, Level = LogLevel.None, Message = bytes[range].TrimEnd((byte)'\r') });
        }

        return rows;
    }

    private sealed class Rows : ILogSink
    {
        private readonly TemplateMiner _miner = new();

        public List<(long Line, int Shape, LogLevel Level, long Ticks)> Found { get; } = [];

        public void Accept(in LogRecord record)
        {
            int shape = record.Template.IsEmpty ? _miner.Observe(record.Message) : _miner.ObserveGiven(record.Template);
            Found.Add((record.Line, shape, record.Level, record.Ticks));
        }

        public string ToCsv()
        {
            TemplateCatalog catalog = _miner.Build();
            var csv = new StringBuilder("LineId,ClusterId,EventTemplate,Level,Time\n");
            foreach ((long line, int shape, LogLevel level, long ticks) in Found)
            {
                Template template = catalog[_miner.KeyOf(shape)];
                string text = template.Text.Replace("\"", "\"\"", StringComparison.Ordinal);
                string time = ticks == 0 ? "" : new DateTime(ticks, DateTimeKind.Utc).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                csv.Append(CultureInfo.InvariantCulture, $"{line},{template.Id},\"{text}\",{(level == LogLevel.None ? "" : level.ToString())},{time}\n");
            }

            return csv.ToString();
        }
    }
}
