using System.IO.Compression;
using System.Text;
using System.Xml;
using Prunella.Telemetry.Ingest;

namespace Prunella.Telemetry.Flows;

/// <summary>Reads event logs: XES (IEEE 1849), and CSV with a column for the case and one for the activity; <c>.gz</c> and <c>.xz</c> of both.</summary>
/// <remarks>Events are taken in the order in which they stand. <c>.xz</c> needs the system's liblzma.</remarks>
public static class EventLogReader
{
    private static readonly string[] CaseNames = ["case", "case:concept:name", "case_id", "caseid", "case id", "trace_id"];
    private static readonly string[] ActivityNames = ["activity", "concept:name", "event", "task"];

    /// <summary>Reads a file; its name tells the format.</summary>
    /// <exception cref="InvalidDataException">The file is none of these formats, or damaged; the message says where.</exception>
    public static EventLog Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        string name = path;
        using Stream stream = Unpacked(file, ref name);
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".XES" => ReadXes(stream, path),
            ".CSV" => ReadCsv(stream, path),
            var other => throw new InvalidDataException($"{path}: '{other}' is no format of event logs; .xes and .csv are, packed with .gz or .xz too."),
        };
    }

    private static Stream Unpacked(FileStream file, ref string name)
    {
        string packed = Path.GetExtension(name).ToUpperInvariant();
        if (packed is not (".GZ" or ".XZ"))
            return file;
        name = Path.GetFileNameWithoutExtension(name);
        return packed == ".GZ" ? new GZipStream(file, CompressionMode.Decompress) : new XzStream(file);
    }

    private static EventLog ReadCsv(Stream stream, string path)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var cells = new List<string>();
        if (!CsvRow.TryRead(reader, cells))
            throw new InvalidDataException($"{path} is empty.");
        int key = cells.FindIndex(static cell => CaseNames.Contains(cell, StringComparer.OrdinalIgnoreCase));
        int activity = cells.FindIndex(static cell => ActivityNames.Contains(cell, StringComparer.OrdinalIgnoreCase));
        if (key < 0 || activity < 0)
            throw new InvalidDataException($"{path}: the first row names no column 'case' or no column 'activity'.");
        var cases = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (long row = 2; CsvRow.TryRead(reader, cells); row++)
        {
            if (cells.Count <= Math.Max(key, activity))
                throw new InvalidDataException($"{path}, row {row}: has {cells.Count} columns only.");
            if (!cases.TryGetValue(cells[key], out List<string>? steps))
                cases.Add(cells[key], steps = []);
            steps.Add(cells[activity]);
        }

        return EventLog.Of(cases.Values);
    }

    private static EventLog ReadXes(Stream stream, string path)
    {
        // No document type: entities could read files or grow without end.
        using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true, IgnoreComments = true });
        var cases = new List<List<string>>();
        try
        {
            List<string>? steps = null;
            int eventDepth = -1;
            string? name = null;
            while (reader.Read())
            {
                switch (reader.NodeType, reader.LocalName)
                {
                    case (XmlNodeType.Element, "trace"):
                        cases.Add(steps = []);
                        break;
                    case (XmlNodeType.Element, "event") when steps is not null:
                        (eventDepth, name) = (reader.Depth, null);
                        break;
                    case (XmlNodeType.Element, "string") when reader.Depth == eventDepth + 1 && reader.GetAttribute("key") == "concept:name":
                        name = reader.GetAttribute("value");
                        break;
                    case (XmlNodeType.EndElement, "event") when steps is not null:
                        steps.Add(name ?? throw new InvalidDataException($"{path}: event {steps.Count + 1} of trace {cases.Count} has no concept:name."));
                        eventDepth = -1;
                        break;
                    case (XmlNodeType.EndElement, "trace"):
                        steps = null;
                        break;
                }
            }
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }

        return EventLog.Of(cases);
    }
}
