using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prunella.Evaluation.Sets;

/// <summary>Reads and writes files of one JSON object a line.</summary>
internal static class JsonLines
{
    /// <exception cref="InvalidDataException">A line is no JSON object.</exception>
    public static IEnumerable<JsonObject> Read(string path)
    {
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0)
                yield return Parse(line, path, number);
        }
    }

    /// <exception cref="InvalidDataException">The field is missing or no text.</exception>
    public static string Text(JsonObject item, string name) =>
        item[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new InvalidDataException($"A line has no text '{name}'.");

    public static void Write(TextWriter output, JsonObject item) => output.WriteLine(item.ToJsonString());

    private static JsonObject Parse(string line, string path, int number)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw new InvalidDataException($"{path}, line {number}: not an object.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}, line {number}: {error.Message}", error);
        }
    }
}
