using System.Text.Json;

namespace Prunella.Patterns.Known;

/// <summary>Known errors, in the order in which they were written down. Immutable.</summary>
public sealed class PatternLibrary
{
    private static readonly Lazy<PatternLibrary> Shipped = new(ReadSeeds);

    private PatternLibrary(IReadOnlyList<ErrorPattern> patterns) => Patterns = patterns;

    /// <summary>What comes with Prunella: errors of Python, Node.js, Go, Rust, Java, .NET, C#, pytest, PostgreSQL, shells, git, Kubernetes and Docker.</summary>
    public static PatternLibrary Seeds => Shipped.Value;

    /// <summary>The patterns.</summary>
    public IReadOnlyList<ErrorPattern> Patterns { get; }

    /// <summary>The pattern of a name; null where there is none.</summary>
    public ErrorPattern? Find(string id) => Patterns.FirstOrDefault(pattern => pattern.Id == id);

    /// <summary>Reads patterns from JSON: an array of objects with <c>id</c>, <c>title</c>, <c>regex</c>, <c>fix</c>, and where there are any <c>unless</c>, <c>words</c>, <c>action</c> and <c>generated</c>; or a <see cref="PatternFile"/>, whose signature is not looked at.</summary>
    /// <exception cref="FormatException">It is no such JSON, two patterns have one name, or an expression can not be used; the message says which and why.</exception>
    public static PatternLibrary Read(Stream json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PatternFile.Read(json).Patterns;
    }

    /// <summary>A library of these patterns.</summary>
    /// <exception cref="FormatException">Two have one name, or one can not be used; the message says which and why.</exception>
    public static PatternLibrary Of(IEnumerable<ErrorPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        return Checked([.. patterns]);
    }

    /// <summary>This library with more patterns. One of a name that is there takes its place.</summary>
    public PatternLibrary With(PatternLibrary more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var added = more.Patterns.ToDictionary(static pattern => pattern.Id, StringComparer.Ordinal);
        return new PatternLibrary([.. Patterns.Select(pattern => added.Remove(pattern.Id, out ErrorPattern? newer) ? newer : pattern), .. more.Patterns.Where(pattern => added.ContainsKey(pattern.Id))]);
    }

    /// <summary>Writes the patterns as <see cref="Read"/> reads them.</summary>
    public void Write(Stream json) => JsonSerializer.Serialize(json, [.. Patterns], PatternJson.Default.ErrorPatternArray);

    private static PatternLibrary Checked(ErrorPattern?[] patterns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((int index, ErrorPattern? pattern) in patterns.Index())
        {
            if (pattern is null || pattern.Id.Length == 0 || pattern.Title.Length == 0 || pattern.Regex.Length == 0)
                throw new FormatException($"Pattern {index + 1} lacks an id, a title or a regex.");
            if (!names.Add(pattern.Id))
                throw new FormatException($"Two patterns are named '{pattern.Id}'.");
            _ = PatternExpression.Compile(pattern.Id, pattern.Regex);
            if (pattern.Unless is not null)
                _ = PatternExpression.Compile(pattern.Id, pattern.Unless);
            CheckAction(pattern);
        }

        // What a file leaves out comes as null.
        return new PatternLibrary([.. patterns.Select(static pattern => pattern! with { Words = pattern.Words ?? "" })]);
    }

    private static void CheckAction(ErrorPattern pattern)
    {
        try
        {
            pattern.Action?.Check();
        }
        catch (FormatException error)
        {
            throw new FormatException($"The action of pattern '{pattern.Id}' can not be used: {error.Message}", error);
        }
    }

    private static PatternLibrary ReadSeeds()
    {
        using Stream seeds = typeof(PatternLibrary).Assembly.GetManifestResourceStream("seeds.json")!;
        return new PatternLibrary(JsonSerializer.Deserialize(seeds, PatternJson.Default.ErrorPatternArray)!); // a test checks them
    }
}
