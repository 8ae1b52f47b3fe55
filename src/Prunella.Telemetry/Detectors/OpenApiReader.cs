using System.Collections.Immutable;
using System.Text.Json;

namespace Prunella.Telemetry.Detectors;

/// <summary>Reads the routes that a document of OpenAPI 2 or 3 declares, in JSON.</summary>
public static class OpenApiReader
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>Reads the routes.</summary>
    /// <exception cref="InvalidDataException">It is no such document; the message says what is missing.</exception>
    public static ImmutableArray<RouteKey> ReadRoutes(ReadOnlyMemory<byte> json)
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
                    .Select(one => RouteKey.Of(one.Name, prefix.TrimEnd('/') + path.Name)))];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"This is no OpenAPI document: {error.Message}", error);
        }
    }
}
