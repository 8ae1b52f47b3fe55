using System.Text.Json.Nodes;
using Prunella.Patterns.Known;

namespace Prunella.Evaluation.Sets;

/// <summary>Names the known errors that texts and questions tell of, without a network.</summary>
internal sealed class SeedsSet : IEvaluationSet
{
    private const int Most = 20;

    public string Name => "seeds";

    public Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        var lookup = new PatternLookup(PatternLibrary.Seeds);
        int count = 0;
        using var writer = new StreamWriter(output);
        foreach (JsonObject item in JsonLines.Read(input))
        {
            cancellationToken.ThrowIfCancellationRequested();
            JsonLines.Write(writer, new JsonObject
            {
                ["id"] = JsonLines.Text(item, "id"),
                ["rank"] = new JsonArray([.. lookup.Look(JsonLines.Text(item, "text"), Most).Select(static match => (JsonNode)match.Pattern.Id)]),
            });
            count++;
        }

        return Task.FromResult(count);
    }
}
