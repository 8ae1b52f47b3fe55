using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Prunella.Resilience;

/// <summary>What a JSON document must have: values of a kind at paths such as <c>$.items[].price</c>. What it does not name may be there or not.</summary>
/// <remarks>Immutable; each method gives a new shape.</remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the names that JSON gives them.")]
public sealed class JsonShape
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    private readonly JsonShapeNode _root;

    private JsonShape(JsonShapeNode root) => _root = root;

    /// <summary>An object.</summary>
    public static JsonShape Object { get; } = new(new JsonShapeNode(JsonKind.Object, IsRequired: true));

    /// <summary>An array.</summary>
    public static JsonShape Array { get; } = new(new JsonShapeNode(JsonKind.Array, IsRequired: true));

    /// <summary>Anything well-formed.</summary>
    public static JsonShape Any { get; } = new(new JsonShapeNode(JsonKind.Any, IsRequired: true));

    /// <summary>A value must be there.</summary>
    /// <param name="path">Names joined by dots, <c>[]</c> for every item of an array: <c>customer.name</c>, <c>items[].price</c>, <c>[].id</c>.</param>
    /// <param name="kind">What it must be.</param>
    /// <exception cref="ArgumentException">The path is malformed.</exception>
    public JsonShape Require(string path, JsonKind kind = JsonKind.Any) => new(_root.With(JsonShapePath.Parse(path), kind, required: true));

    /// <summary>A value may be missing or null, but not of another kind.</summary>
    /// <inheritdoc cref="Require"/>
    public JsonShape Allow(string path, JsonKind kind) => new(_root.With(JsonShapePath.Parse(path), kind, required: false));

    /// <summary>What is wrong with a document, and where: <c>$.items[3].price must be a Number, but is a String</c>; null for a good one.</summary>
    /// <param name="utf8Json">The document.</param>
    public string? FaultOf(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json, Strict);
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                return "there is more after the document's end";
            return _root.FaultOf(document.RootElement, "$");
        }
        catch (JsonException error)
        {
            return $"not well-formed JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}";
        }
    }
}
