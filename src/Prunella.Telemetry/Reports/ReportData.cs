using System.Text.Encodings.Web;
using System.Text.Json;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Reports;

/// <summary>Writes what the page shows as compact JSON: times in ms since 1970, durations in µs, zeros in a row as their negative number.</summary>
internal static class ReportData
{
    private const int MostTemplates = 3000, MostOperations = 60, MostSources = 2000;

    public static void Write(LogAnalysis analysis, LogComparison? comparison, Stream target, DateTimeOffset made)
    {
        using var json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("made", made.ToUnixTimeMilliseconds());
        json.WriteNumber("took", Micro(analysis.Took));
        json.WriteNumber("from", analysis.From?.ToUnixTimeMilliseconds() ?? 0);
        json.WriteNumber("step", (long)analysis.Step.TotalMilliseconds);
        json.WriteNumber("steps", analysis.Steps);
        json.WriteNumber("records", analysis.Records);
        json.WriteNumber("bytes", analysis.Bytes);
        json.WriteNumber("errors", analysis.Errors);
        json.WriteNumber("outOfTime", analysis.OutOfTime);
        json.WriteNumber("left", Math.Max(0, analysis.Templates.Length - MostTemplates));
        json.WriteNumber("traceCount", analysis.TraceCount);
        Sources(json, analysis);
        Findings(json, analysis);
        Templates(json, analysis);
        Categories(json, analysis);
        Operations(json, analysis);
        Flow(json, analysis);
        TraceData.Write(json, analysis);
        if (comparison is not null)
            ComparisonData.Write(json, comparison);
        json.WriteEndObject();
    }

    public static double Micro(TimeSpan time) => Math.Round(time.TotalMicroseconds, 1);

    private static void Sources(Utf8JsonWriter json, LogAnalysis analysis)
    {
        json.WriteStartArray("sources");
        foreach (SourceSummary source in analysis.Sources.OrderByDescending(static source => source.Problem is not null).Take(MostSources))
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("format", source.Format);
            json.WriteNumber("bytes", source.Bytes);
            json.WriteNumber("records", source.Records);
            json.WriteNumber("lines", source.Lines);
            json.WriteNumber("bad", source.BadLines);
            json.WriteNumber("cut", source.CutLines);
            json.WriteString("problem", source.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Findings(Utf8JsonWriter json, LogAnalysis analysis)
    {
        json.WriteStartArray("findings");
        foreach (Finding finding in analysis.Findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("class", finding.Class.ToString().ToLowerInvariant());
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteNumber("confidence", Math.Round(finding.Confidence, 3));
            json.WriteString("title", finding.Title);
            json.WriteString("explanation", finding.Explanation);
            json.WriteString("confirmation", finding.Confirmation);
            json.WriteString("place", finding.Place.ToString());
            json.WriteString("code", finding.Place.Code is { } code ? $"{code.Member}{(code.File is { } file ? $" in {file}:{code.Line}" : "")}" : null);
            json.WriteNumber("from", finding.When.From.Year < 1971 ? 0 : finding.When.From.ToUnixTimeMilliseconds());
            json.WriteNumber("to", finding.When.To.Year < 1971 ? 0 : finding.When.To.ToUnixTimeMilliseconds());
            json.WriteStartArray("evidence");
            foreach (Evidence evidence in finding.Evidence.Take(12))
                WriteEvidence(json, evidence);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartObject();
        switch (evidence)
        {
            case RecordEvidence record:
                json.WriteString("kind", "record");
                json.WriteString("source", record.Source);
                json.WriteNumber("line", record.Line);
                if (record.Time is { } time)
                    json.WriteNumber("time", time.ToUnixTimeMilliseconds());
                json.WriteString("text", record.Text);
                break;
            case SpanEvidence span:
                json.WriteString("kind", "span");
                json.WriteString("trace", span.TraceId);
                json.WriteString("service", span.Service);
                json.WriteString("operation", span.Operation);
                json.WriteNumber("start", span.Start.ToUnixTimeMilliseconds());
                json.WriteNumber("duration", Micro(span.Duration));
                break;
            case NumberEvidence number:
                json.WriteString("kind", "number");
                json.WriteString("name", number.Name);
                json.WriteString("unit", number.Unit);
                if (double.IsFinite(number.Usual))
                    json.WriteNumber("usual", number.Usual);
                json.WriteNumber("seen", double.IsFinite(number.Seen) ? number.Seen : 0);
                break;
        }

        json.WriteEndObject();
    }

    private static void Templates(Utf8JsonWriter json, LogAnalysis analysis)
    {
        json.WriteStartArray("templates");
        foreach (TemplateSummary template in analysis.Templates.Take(MostTemplates))
        {
            json.WriteStartObject();
            json.WriteString("id", template.Id);
            json.WriteString("text", template.Text);
            json.WriteNumber("count", template.Count);
            json.WriteNumber("level", (int)template.Level);
            Numbers(json, "levels", template.Levels);
            json.WriteString("category", template.Category);
            if (template.First is { } first)
                json.WriteNumber("first", first.ToUnixTimeMilliseconds());
            json.WriteString("exception", template.Exception);
            json.WriteString("source", template.Example.Source);
            json.WriteNumber("line", template.Example.Line);
            json.WriteString("example", template.Example.Text);
            json.WriteStartArray("reasons");
            foreach (string reason in template.Reasons)
                json.WriteStringValue(reason);
            json.WriteEndArray();
            json.WriteStartArray("times");
            int zeros = 0;
            foreach (int count in template.Times)
            {
                if (count == 0)
                {
                    zeros++;
                    continue;
                }

                if (zeros > 0)
                    json.WriteNumberValue(-zeros);
                zeros = 0;
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Categories(Utf8JsonWriter json, LogAnalysis analysis)
    {
        json.WriteStartArray("categories");
        foreach (CategorySummary category in analysis.Categories.Take(500))
        {
            json.WriteStartObject();
            json.WriteString("name", category.Name);
            json.WriteNumber("count", category.Count);
            json.WriteNumber("templates", category.Templates);
            Numbers(json, "levels", category.Levels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Operations(Utf8JsonWriter json, LogAnalysis analysis)
    {
        json.WriteStartArray("operations");
        foreach (OperationSummary operation in analysis.Operations.Take(MostOperations))
        {
            json.WriteStartObject();
            json.WriteString("service", operation.Service);
            json.WriteString("name", operation.Name);
            json.WriteNumber("count", operation.Count);
            json.WriteNumber("errors", operation.Errors);
            json.WriteNumber("total", Micro(operation.Total));
            if (operation.Own is { } own)
                json.WriteNumber("own", Micro(own));
            json.WriteNumber("median", Micro(operation.Median));
            json.WriteNumber("p95", Micro(operation.P95));
            json.WriteNumber("p99", Micro(operation.P99));
            json.WriteNumber("longest", Micro(operation.Longest));
            json.WriteStartArray("heat");
            for (int step = 0; step < operation.Heat.Length; step++)
            {
                for (int bucket = 0; bucket < operation.Heat[step].Length; bucket++)
                {
                    if (operation.Heat[step][bucket] is not (> 0 and var count))
                        continue;
                    json.WriteStartArray();
                    json.WriteNumberValue(step);
                    json.WriteNumberValue(bucket);
                    json.WriteNumberValue(count);
                    json.WriteEndArray();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Flow(Utf8JsonWriter json, LogAnalysis analysis)
    {
        if (analysis.Flow is not { Steps.IsEmpty: false } flow)
        {
            json.WriteNull("flow");
            return;
        }

        json.WriteStartObject("flow");
        json.WriteNumber("cases", flow.Cases);
        json.WriteNumber("share", flow.Share);
        json.WriteStartArray("steps");
        foreach (FlowStep step in flow.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteNumber("count", step.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("places");
        foreach ((int x, int y) in FlowLayout.Of(flow))
        {
            json.WriteStartArray();
            json.WriteNumberValue(x);
            json.WriteNumberValue(y);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (FlowEdge edge in flow.Edges)
        {
            json.WriteStartObject();
            json.WriteNumber("from", edge.From);
            json.WriteNumber("to", edge.To);
            json.WriteNumber("count", edge.Count);
            json.WriteBoolean("rare", edge.IsDeviation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("courses");
        foreach (FlowCourse course in flow.Courses)
        {
            json.WriteStartObject();
            json.WriteNumber("count", course.Count);
            Numbers(json, "steps", course.Steps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers) => Numbers(json, name, numbers.Select(static number => (long)number));
}
