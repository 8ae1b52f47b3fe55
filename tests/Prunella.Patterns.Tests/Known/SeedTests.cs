using System.Text.Json;
using Prunella.Patterns.Known;

namespace Prunella.Patterns.Tests.Known;

/// <summary>Each pattern that is shipped, on a text that a program really printed. Those of Kubernetes, Docker and TLS follow their documentation.</summary>
public sealed class SeedTests
{
    private static readonly PatternLookup Lookup = new(PatternLibrary.Seeds);

    private static readonly Dictionary<string, string> Errors = ReadErrors();

    public static TheoryData<string> Ids => [.. PatternLibrary.Seeds.Patterns.Select(static pattern => pattern.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_pattern_is_recognised_in_a_real_error(string id)
    {
        IReadOnlyList<PatternMatch> found = Lookup.Look(Errors[id], 3);
        Assert.Contains(found, match => match.Pattern.Id == id && match.Tier == LookupTier.Recognised);
    }

    [Fact]
    public void Nearly_all_are_named_first()
    {
        string[] wrong = [.. Errors.Where(static error => Lookup.Look(error.Value, 1)[0].Pattern.Id != error.Key).Select(static error => error.Key)];
        Assert.True(wrong.Length <= 3, string.Join(", ", wrong));
    }

    [Fact]
    public void What_is_written_can_be_read_again_and_says_the_same()
    {
        using var stream = new MemoryStream();
        PatternLibrary.Seeds.Write(stream);
        stream.Position = 0;
        Assert.Equal(PatternLibrary.Seeds.Patterns, PatternLibrary.Read(stream).Patterns); // and each expression compiles
    }

    [Fact]
    public void Each_says_what_to_do_and_has_other_words() =>
        Assert.All(PatternLibrary.Seeds.Patterns, static pattern => Assert.True(pattern.Fix.Length > 5 && pattern.Words.Length > 10, pattern.Id));

    private static Dictionary<string, string> ReadErrors()
    {
        using var reader = new StreamReader(typeof(SeedTests).Assembly.GetManifestResourceStream("errors.jsonl")!);
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument item = JsonDocument.Parse(line);
            errors.Add(item.RootElement.GetProperty("pattern").GetString()!, item.RootElement.GetProperty("text").GetString()!);
        }

        return errors;
    }
}
