using System.Text.Json.Nodes;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Evaluation.Sets;

/// <summary>Scrubs each text with the defaults.</summary>
internal sealed class SecretsSet : IEvaluationSet
{
    public string Name => "secrets";

    public Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        var scrubber = new Scrubber();
        int items = 0;
        using var writer = new StreamWriter(output);
        foreach (JsonObject item in JsonLines.Read(input))
        {
            JsonLines.Write(writer, new JsonObject { ["id"] = JsonLines.Text(item, "id"), ["out"] = scrubber.Scrub(JsonLines.Text(item, "text")) });
            items++;
        }

        return Task.FromResult(items);
    }
}
