using System.Collections.Immutable;
using System.Text.Json;

namespace Prunella.Resilience;

/// <summary>One place in a <see cref="JsonShape"/>, with what lies below it. Immutable.</summary>
internal sealed record JsonShapeNode(JsonKind Kind, bool IsRequired)
{
    private ImmutableSortedDictionary<string, JsonShapeNode> Below { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonShapeNode>(StringComparer.Ordinal);

    /// <summary>The same with a place <paramref name="path"/> below it; places on the way become what they must be.</summary>
    public JsonShapeNode With(ReadOnlySpan<string> path, JsonKind kind, bool required)
    {
        if (path.IsEmpty)
            return this with { Kind = kind, IsRequired = required };
        JsonKind here = Kind == JsonKind.Any ? path[0] == JsonShapePath.Items ? JsonKind.Array : JsonKind.Object : Kind;
        // On the way to something that must be there, each step must be there too; the items of an array may be none.
        JsonShapeNode next = Below.GetValueOrDefault(path[0]) ?? new JsonShapeNode(JsonKind.Any, required);
        return this with { Kind = here, Below = Below.SetItem(path[0], next.With(path[1..], kind, required)) };
    }

    public string? FaultOf(JsonElement element, string place)
    {
        if (!Fits(element.ValueKind))
            return $"{place} must be {Article(Kind.ToString())}, but is {Article(element.ValueKind.ToString())}";
        foreach ((string name, JsonShapeNode node) in Below)
        {
            string? fault = name == JsonShapePath.Items ? node.FaultOfItems(element, place) : node.FaultOfProperty(element, name, place);
            if (fault is not null)
                return fault;
        }

        return null;
    }

    private string? FaultOfItems(JsonElement array, string place)
    {
        int index = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (FaultOf(item, $"{place}[{index++}]") is { } fault)
                return fault;
        }

        return null;
    }

    private string? FaultOfProperty(JsonElement parent, string name, string place)
    {
        if (parent.TryGetProperty(name, out JsonElement value) && (IsRequired || value.ValueKind != JsonValueKind.Null))
            return FaultOf(value, $"{place}.{name}");
        return IsRequired ? $"{place}.{name} is missing" : null;
    }

    private bool Fits(JsonValueKind kind) => Kind switch
    {
        JsonKind.Any => true,
        JsonKind.Object => kind == JsonValueKind.Object,
        JsonKind.Array => kind == JsonValueKind.Array,
        JsonKind.String => kind == JsonValueKind.String,
        JsonKind.Number => kind == JsonValueKind.Number,
        _ => kind is JsonValueKind.True or JsonValueKind.False,
    };

    private static string Article(string noun) => (noun[0] is 'A' or 'E' or 'I' or 'O' or 'U' ? "an " : "a ") + noun;
}
