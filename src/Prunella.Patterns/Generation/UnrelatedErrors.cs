namespace Prunella.Patterns.Generation;

/// <summary>A thousand errors of many programs, to see that an expression does not find what it is not about.</summary>
internal static class UnrelatedErrors
{
    private static readonly Lazy<string[]> Lines = new(Read);

    public static IReadOnlyList<string> All => Lines.Value;

    private static string[] Read()
    {
        using Stream stream = typeof(UnrelatedErrors).Assembly.GetManifestResourceStream("unrelated.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
