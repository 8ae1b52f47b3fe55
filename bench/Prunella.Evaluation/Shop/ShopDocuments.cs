using System.Text.Json.Nodes;
using Prunella.Telemetry.Detectors;

namespace Prunella.Evaluation.Shop;

/// <summary>What the documents of the shop declare: <c>openapi.json</c> of each service.</summary>
internal static class ShopDocuments
{
    /// <param name="lie">A path that the gateway's document declares besides; null for the document as it is.</param>
    public static Declarations Read(string? lie) => new()
    {
        Apis = [Read("Gateway", lie), Read("Orders", null), Read("Inventory", null)],
    };

    private static ApiDocument Read(string project, string? lie)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "Shop", project, "openapi.json")))!;
        if (lie is not null)
            document["paths"]![lie] = JsonNode.Parse("""{ "get": { "responses": { "200": { "description": "What it is worth." } } } }""");
        return OpenApiReader.Read(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), project.ToLowerInvariant());
    }
}
