using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Prunella.Telemetry.Detectors;

/// <summary>Reads what a document of OpenAPI 2 or 3 declares, in JSON.</summary>
public static class OpenApiReader
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>Reads the routes.</summary>
    /// <exception cref="InvalidDataException">It is no such document; the message says what is missing.</exception>
    public static ImmutableArray<RouteKey> ReadRoutes(ReadOnlyMemory<byte> json) => [.. Operations(json).Select(static one => one.Route)];

    /// <summary>Reads the routes with their statuses.</summary>
    /// <param name="json">The document.</param>
    /// <param name="service">Whose it is, by its name in traces; null where any service may serve its routes.</param>
    /// <exception cref="InvalidDataException">It is no such document; the message says what is missing.</exception>
    public static ApiDocument Read(ReadOnlyMemory<byte> json, string? service = null) =>
        new(service, Operations(json).GroupBy(static one => one.Route).ToImmutableDictionary(static group => group.Key, static group => group.SelectMany(static one => one.Statuses).ToImmutableHashSet()));

    private static List<(RouteKey Route, int[] Statuses)> Operations(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("paths", out JsonElement paths) || paths.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException("This is no OpenAPI document: it has no object 'paths'.");
            string prefix = root.TryGetProperty("basePath", out JsonElement given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
            return [.. paths.EnumerateObject().Where(static path => path.Value.ValueKind == JsonValueKind.Object)
                .SelectMany(path => path.Value.EnumerateObject().Where(static one => Methods.Contains(one.Name, StringComparer.OrdinalIgnoreCase))
                    .Select(one => (RouteKey.Of(one.Name, prefix.TrimEnd('/') + path.Name), Statuses(one.Value))))];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"This is no OpenAPI document: {error.Message}", error);
        }
    }

    private static int[] Statuses(JsonElement operation) =>
        operation.ValueKind == JsonValueKind.Object && operation.TryGetProperty("responses", out JsonElement responses) && responses.ValueKind == JsonValueKind.Object
            ? [.. responses.EnumerateObject().Select(static one => StatusOf(one.Name)).OfType<int>()]
            : [];

    private static int? StatusOf(string name) =>
        name == "default" ? 0
        : name.Length == 3 && name.EndsWith("XX", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(name[0]) ? name[0] - '0'
        : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : null;
}
