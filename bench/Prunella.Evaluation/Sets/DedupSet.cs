using System.Text;
using System.Text.Json.Nodes;
using Prunella.Patterns.Errors;

namespace Prunella.Evaluation.Sets;

/// <summary>Fingerprints each trace and ranks those most alike within its project.</summary>
internal sealed class DedupSet : IEvaluationSet
{
    private const int Nearest = 50;

    public string Name => "dedup";

    public Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        List<(string Id, string Project, ErrorEvent Error)> items = [];
        foreach (JsonObject item in JsonLines.Read(input))
            items.Add((JsonLines.Text(item, "id"), item["project"]?.GetValue<string>() ?? "", ErrorParser.Parse(TextOf(item))));
        using var writer = new StreamWriter(output);
        foreach (IGrouping<string, (string Id, string Project, ErrorEvent Error)> project in items.GroupBy(static item => item.Project))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string Id, string Project, ErrorEvent Error)[] own = [.. project];
            var helpers = new HelperModel();
            foreach (var item in own)
                helpers.Learn(item.Error);
            var fingerprinter = new Fingerprinter(helpers);
            var similarity = new ErrorSimilarity([.. own.Select(static item => item.Error)]);
            for (int i = 0; i < own.Length; i++)
            {
                JsonLines.Write(writer, new JsonObject
                {
                    ["id"] = own[i].Id,
                    ["fp"] = fingerprinter.Of(own[i].Error).Core,
                    ["near"] = new JsonArray([.. similarity.Nearest(i, Nearest).Select(pair => (JsonNode)new JsonArray(own[pair.Index].Id, Math.Round(pair.Score, 6)))]),
                });
            }
        }

        return Task.FromResult(items.Count);
    }

    // Traces come as text, or in parts: then they are put together as Java prints them.
    private static string TextOf(JsonObject item)
    {
        if (item["text"] is not null)
            return JsonLines.Text(item, "text");
        StringBuilder text = new();
        Append(text, "", item);
        foreach (JsonNode? cause in item["causes"] as JsonArray ?? [])
        {
            if (cause is JsonObject part)
                Append(text, "Caused by: ", part);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string start, JsonObject part)
    {
        _ = text.Append(start).Append(part["exception"]?.GetValue<string>() ?? "java.lang.Throwable").Append(": ").Append(part["message"]?.GetValue<string>() ?? "").Append('\n');
        foreach (JsonNode? frame in part["frames"] as JsonArray ?? [])
            _ = text.Append("\tat ").Append(frame!.GetValue<string>()).Append('\n');
    }
}
