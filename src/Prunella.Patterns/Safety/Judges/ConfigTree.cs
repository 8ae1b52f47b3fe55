using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Prunella.Patterns.Safety;

/// <summary>What a configuration file says: each value by its path. Layout, comments and the order of names are no part of it.</summary>
internal static class ConfigTree
{
    private const int MostValues = 50_000;

    /// <exception cref="FormatException">It can not be read, says something twice, or is too large.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text, FileKind kind)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            switch (kind)
            {
                case FileKind.Json:
                    using (JsonDocument document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false }))
                        Take(document.RootElement, "", values);
                    break;
                case FileKind.Yaml:
                    var stream = new YamlStream();
                    stream.Load(new StringReader(text));
                    foreach ((int index, YamlDocument document) in stream.Documents.Index())
                        Take(document.RootNode, index == 0 ? "" : $"document {index + 1}", values);
                    break;
                default:
                    using (var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
                        Take(XDocument.Load(reader).Root!, "", values);
                    break;
            }
        }
        catch (Exception error) when (error is JsonException or YamlException or XmlException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException(error.Message, error);
        }

        return values;
    }

    private static void Take(JsonElement element, string path, Dictionary<string, string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Put(values, path, "{}");
                foreach (JsonProperty property in element.EnumerateObject())
                    Take(property.Value, $"{path}/{property.Name}", values);
                break;
            case JsonValueKind.Array:
                Put(values, path, "[]");
                foreach ((int index, JsonElement item) in element.EnumerateArray().Index())
                    Take(item, $"{path}/{index}", values);
                break;
            default:
                Put(values, path, element.GetRawText());
                break;
        }
    }

    private static void Take(YamlNode node, string path, Dictionary<string, string> values)
    {
        string tag = node.Tag.IsEmpty ? "" : node.Tag.ToString() + " ";
        switch (node)
        {
            case YamlMappingNode mapping:
                Put(values, path, tag + "{}");
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                    Take(value, $"{path}/{key}", values);
                break;
            case YamlSequenceNode sequence:
                Put(values, path, tag + "[]");
                foreach ((int index, YamlNode item) in sequence.Children.Index())
                    Take(item, $"{path}/{index}", values);
                break;
            case YamlScalarNode scalar:
                // A quoted no is a text, a plain one is false.
                Put(values, path, tag + (scalar.Style == ScalarStyle.Plain ? scalar.Value : $"\"{scalar.Value}\""));
                break;
            default:
                throw new FormatException($"{path} is a kind of node that is not understood.");
        }
    }

    private static void Take(XElement element, string path, Dictionary<string, string> values)
    {
        string own = $"{path}/{element.Name}";
        int same = element.Parent is null ? 0 : element.ElementsBeforeSelf(element.Name).Count();
        if (same > 0)
            own += $"[{same}]";
        Put(values, own, string.Concat(element.Nodes().OfType<XText>().Select(static text => text.Value)).Trim());
        foreach (XAttribute attribute in element.Attributes())
            Put(values, $"{own}@{attribute.Name}", attribute.Value);
        foreach (XElement inner in element.Elements())
            Take(inner, own, values);
    }

    private static void Put(Dictionary<string, string> values, string path, string value)
    {
        if (values.Count == MostValues)
            throw new FormatException($"It says more than {MostValues} things.");
        if (!values.TryAdd(path, value))
            throw new FormatException($"{path} is said twice.");
    }
}
