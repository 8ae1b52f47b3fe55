using System.Text.Json;

namespace Prunella.Health;

/// <summary>
/// Reads recorded troubles from a <c>cases.json</c>: an object of cases, each with the files <c>normal</c> and <c>anomalous</c> (or <c>metrics</c>),
/// and where they are at hand <c>edges</c>, <c>target</c>, <c>traces</c>, <c>normal_traces</c>, <c>logs</c> and <c>normal_logs</c>, relative to it.
/// </summary>
public static class RecordedCases
{
    /// <summary>The cases, one after another; files that several share are read once.</summary>
    /// <exception cref="InvalidDataException">Something in a file is not as it should be; the message says what and where.</exception>
    /// <exception cref="IOException">A file can not be read.</exception>
    public static IEnumerable<RecordedCase> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using JsonDocument document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{path}: an object of cases is expected.");
        var shared = new SharedFiles(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (JsonProperty one in document.RootElement.EnumerateObject())
            yield return new RecordedCase(one.Name, InputOf(one, shared, path));
    }

    /// <summary>Reads a table of calls: a header, then <c>caller,callee</c>.</summary>
    public static IReadOnlyList<CallEdge> ReadCalls(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return [.. CsvRows.Read(path).Skip(1).Select(row => row.Cells.Count >= 2
            ? new CallEdge(row.Cells[0].Trim(), row.Cells[1].Trim())
            : throw new InvalidDataException($"{path}, line {row.Line}: caller and callee are expected."))];
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static DiagnosisInput InputOf(JsonProperty one, SharedFiles files, string path)
    {
        string? Text(string name) =>
            one.Value.ValueKind == JsonValueKind.Object && one.Value.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        string normal = Text("normal") ?? throw new InvalidDataException($"{path}: case '{one.Name}' names no file 'normal'.");
        string anomalous = Text("anomalous") ?? Text("metrics") ?? throw new InvalidDataException($"{path}: case '{one.Name}' names no file 'anomalous'.");
        return new DiagnosisInput
        {
            Series = SeriesTable.Join(files.Table(normal), SeriesTable.Read(files.Path(anomalous))),
            Calls = Text("edges") is { } edges ? ReadCalls(files.Path(edges)) : [],
            Alarm = AlarmOf(one.Value),
            Normal = files.Telemetry(Text("normal_traces"), Text("normal_logs"), keep: true),
            Anomalous = files.Telemetry(Text("traces"), Text("logs"), keep: false),
        };
    }

    private static AlarmedSignal? AlarmOf(JsonElement one)
    {
        if (!one.TryGetProperty("target", out JsonElement target) || target.ValueKind != JsonValueKind.Object)
            return null;
        string? Text(string name) => target.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        string? metric = Text("metric"), statistic = Text("stat");
        return Text("service") is not { } component ? null
            : new AlarmedSignal(component, metric is null || statistic is null ? metric : $"{metric}|{statistic}");
    }
}
