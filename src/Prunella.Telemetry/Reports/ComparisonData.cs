using System.Text.Json;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Analysis;

namespace Prunella.Telemetry.Reports;

/// <summary>Writes both sides of a comparison and what differs: times in ms since 1970, durations in µs.</summary>
internal static class ComparisonData
{
    private const int MostChanges = 500, MostOperations = 60;

    public static void Write(Utf8JsonWriter json, LogComparison comparison)
    {
        json.WriteStartObject("compare");
        Side(json, "before", comparison.Before);
        Side(json, "after", comparison.After);
        json.WriteNumber("left", Math.Max(0, comparison.Changes.Length - MostChanges));
        json.WriteStartArray("changes");
        foreach (Change change in comparison.Changes.Take(MostChanges))
        {
            json.WriteStartObject();
            json.WriteString("kind", change.Kind.ToString().ToLowerInvariant());
            json.WriteString("subject", change.Subject);
            json.WriteNumber("before", change.Before);
            json.WriteNumber("after", change.After);
            json.WriteString("unit", change.Unit);
            json.WriteBoolean("error", change.IsError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Operations(json, comparison);
        json.WriteEndObject();
    }

    private static void Side(Utf8JsonWriter json, string name, LogAnalysis analysis)
    {
        json.WriteStartObject(name);
        json.WriteNumber("records", analysis.Records);
        json.WriteNumber("statements", analysis.Templates.Length);
        json.WriteNumber("errors", analysis.Errors);
        json.WriteNumber("warnings", analysis.Levels[(int)LogLevel.Warning]);
        json.WriteNumber("traces", analysis.TraceCount);
        json.WriteNumber("sources", analysis.Sources.Length);
        json.WriteNumber("bytes", analysis.Bytes);
        if (analysis.From is { } from && analysis.Until is { } until)
        {
            json.WriteNumber("from", from.ToUnixTimeMilliseconds());
            json.WriteNumber("until", until.ToUnixTimeMilliseconds());
        }

        json.WriteEndObject();
    }

    // Those of either side, by where the time went.
    private static void Operations(Utf8JsonWriter json, LogComparison comparison)
    {
        var before = comparison.Before.Operations.ToDictionary(static one => (one.Service, one.Name));
        var after = comparison.After.Operations.ToDictionary(static one => (one.Service, one.Name));
        json.WriteStartArray("operations");
        foreach ((string Service, string Name) key in after.Keys.Union(before.Keys).OrderByDescending(key => Total(before, key) + Total(after, key)).Take(MostOperations))
        {
            json.WriteStartObject();
            json.WriteString("service", key.Service);
            json.WriteString("name", key.Name);
            Operation(json, "before", before.GetValueOrDefault(key));
            Operation(json, "after", after.GetValueOrDefault(key));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Total(Dictionary<(string, string), OperationSummary> operations, (string, string) key) => operations.TryGetValue(key, out OperationSummary? one) ? one.Total.TotalSeconds : 0;

    private static void Operation(Utf8JsonWriter json, string name, OperationSummary? operation)
    {
        if (operation is null)
            return;
        json.WriteStartObject(name);
        json.WriteNumber("count", operation.Count);
        json.WriteNumber("median", ReportData.Micro(operation.Median));
        json.WriteNumber("p95", ReportData.Micro(operation.P95));
        json.WriteNumber("errors", operation.Errors);
        json.WriteEndObject();
    }
}
