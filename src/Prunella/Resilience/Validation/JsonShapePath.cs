namespace Prunella.Resilience;

/// <summary>A path of <see cref="JsonShape"/> in parts; the part <c>[]</c> stands for every item.</summary>
internal static class JsonShapePath
{
    public const string Items = "[]";

    public static string[] Parse(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] parts = path.Replace(Items, $".{Items}", StringComparison.Ordinal).TrimStart('.').Split('.');
        if (Array.Exists(parts, static part => part.Length == 0 || part != Items && part.AsSpan().ContainsAny('[', ']')))
            throw new ArgumentException($"'{path}' is not a path: names joined by dots, [] for every item.", nameof(path));
        return parts;
    }
}
