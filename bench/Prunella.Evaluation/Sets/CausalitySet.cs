using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Errors;

namespace Prunella.Evaluation.Sets;

/// <summary>Ranks the commits that may have caused a failing test, from its traces and the history.</summary>
internal sealed class CausalitySet : IEvaluationSet
{
    private const string History = "commits.json.gz";

    public string Name => "causality";

    public Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        Dictionary<string, Commit[]> projects = ReadHistory(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(input))!, History));
        int count = 0;
        using var writer = new StreamWriter(output);
        foreach (JsonObject bug in JsonLines.Read(input))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string project = JsonLines.Text(bug, "project");
            if (!projects.TryGetValue(project, out Commit[]? commits))
                throw new InvalidDataException($"{History} has no project '{project}'.");
            int[] candidates = [.. bug["candidates"]!.AsArray().SelectMany(static range => Enumerable.Range((int)range![0]!, (int)range[1]! - (int)range[0]! + 1))];
            var places = candidates.ToDictionary(index => commits[index]);
            FailureEvidence[] failures = [.. bug["failures"]!.AsArray().Select(static failure => Evidence(failure!.AsObject()))];
            IReadOnlyList<CommitSuspect> ranking = CausalityRanker.Rank(failures, [.. candidates.Select(index => commits[index])]);
            JsonLines.Write(writer, new JsonObject
            {
                ["bug"] = JsonLines.Text(bug, "bug"),
                ["rank"] = new JsonArray([.. ranking.Select(suspect => (JsonNode)places[suspect.Commit])]),
            });
            count++;
        }

        return Task.FromResult(count);
    }

    private static FailureEvidence Evidence(JsonObject failure)
    {
        string[] test = JsonLines.Text(failure, "test").Split("::", 2);
        IEnumerable<JsonObject> parts = (failure["causes"] as JsonArray ?? []).Select(static cause => cause!.AsObject()).Prepend(failure);
        return new FailureEvidence(failure["message"]?.GetValue<string>() ?? "", [.. parts.Select(static part => Trace(part).Frames)], test[0], test.Length > 1 ? test[1] : null);
    }

    private static ErrorEvent Trace(JsonObject part) =>
        ErrorParser.Parse($"java.lang.Throwable: x\n{string.Join('\n', (part["frames"] as JsonArray ?? []).Select(static frame => $"\tat {frame!.GetValue<string>()}"))}\n");

    // Project → [hash, seconds since 1970, author, subject, [[path, added, deleted, [functions]]]].
    private static Dictionary<string, Commit[]> ReadHistory(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        try
        {
            JsonObject history = JsonNode.Parse(file)!.AsObject();
            return history.ToDictionary(static project => project.Key, static project => project.Value!.AsArray().Select(static commit => Read(commit!.AsArray())).ToArray(), StringComparer.Ordinal);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static Commit Read(JsonArray commit) => new(
        (string)commit[0]!, DateTimeOffset.FromUnixTimeSeconds((long)commit[1]!), commit[2]!.ToString(), (string)commit[3]!,
        [.. commit[4]!.AsArray().Select(static file => new FileChange((string)file![0]!, (int)file[1]!, (int)file[2]!, [.. file[3]!.AsArray().Select(static name => (string)name!)]))]);
}
