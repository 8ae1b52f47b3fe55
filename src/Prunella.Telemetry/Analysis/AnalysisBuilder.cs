using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Puts together what was counted, once the templates are known.</summary>
internal static class AnalysisBuilder
{
    public static LogAnalysis Build(LogTally tally, TemplateCatalog catalog, SourceList sources, SourceProgress[] progress, RecordPlaces places, ErrorNames errors, TimeSpan took)
    {
        (int first, int last) = tally.Axis.Used;
        int steps = last - first + 1;
        var byTemplate = tally.Shapes.Where(static shape => shape.Levels.Sum() > 0)
            .GroupBy(shape => catalog[shape.Key]).ToDictionary(static group => group.Key, static group => group.ToList());
        ImmutableArray<TemplateSummary> templates =
        [
            .. catalog.Templates.Where(byTemplate.ContainsKey).Select(template => Template(template, byTemplate[template], tally, places, errors, first, steps)),
        ];
        return new LogAnalysis
        {
            Sources = [.. progress.Select((state, i) => state.Summary(sources.Sources[i].Name))],
            Problems = [.. sources.Problems],
            Records = tally.Records,
            Levels = [.. Enumerable.Range(0, 7).Select(level => tally.Categories.Levels.Sum(levels => levels[level]))],
            From = steps > 0 ? new DateTimeOffset((tally.Axis.Base + first) * tally.Axis.Width, TimeSpan.Zero) : null,
            Step = TimeSpan.FromTicks(tally.Axis.Width),
            Steps = steps,
            OutOfTime = tally.Axis.LeftOut,
            Templates = templates,
            Categories = Categories(tally, templates),
            Operations = Operations(byTemplate, tally, first, steps),
            TraceCount = tally.Spans.TraceCount,
            Traces = TraceChoice.Of(tally.Spans),
            Flow = tally.Spans.TraceCount > 0 ? FlowBuilder.Build(tally.Spans) : FlowBuilder.Build(tally.Cases, catalog),
            Took = took,
        };
    }

    private static TemplateSummary Template(
        Template template, List<ShapeTally> shapes, LogTally tally, RecordPlaces places, ErrorNames errors, int first, int steps)
    {
        long[] levels = [.. Enumerable.Range(0, 7).Select(level => shapes.Sum(shape => shape.Levels[level]))];
        int[] times = [.. Enumerable.Range(first, steps).Select(slot => shapes.Sum(shape => shape.Times[slot]))];
        ShapeTally example = shapes.MinBy(static shape => shape.Order)!;
        long from = shapes.Min(static shape => shape.First), to = shapes.Max(static shape => shape.Last);
        return new TemplateSummary
        {
            Id = template.Id,
            Text = template.Text,
            Count = levels.Sum(),
            Level = (LogLevel)Array.IndexOf(levels, levels.Max()),
            Levels = [.. levels],
            Category = Category(shapes, tally),
            First = to > 0 ? new DateTimeOffset(from, TimeSpan.Zero) : null,
            Last = to > 0 ? new DateTimeOffset(to, TimeSpan.Zero) : null,
            Times = [.. times],
            Example = places.Evidence(example.Order, to > 0 ? from : 0, example.Example),
            Fingerprint = shapes.SelectMany(static shape => shape.Errors?.Errors ?? []).MinBy(static error => error.Order) is { } error ? errors.Of(Category(shapes, tally), template.Text, error) : null,
            Exception = levels[(int)LogLevel.Error] + levels[(int)LogLevel.Critical] + levels[(int)LogLevel.Warning] > 0 ? ExceptionName.In(example.Example) : null,
            IsGiven = template.IsGiven,
            Reasons = template.Reasons,
        };
    }

    public static string Category(List<ShapeTally> shapes, LogTally tally)
    {
        int category = shapes[0].Category;
        return category >= 0 && shapes.TrueForAll(shape => shape.Category == category) ? tally.Categories.Names[category] : "";
    }

    private static ImmutableArray<CategorySummary> Categories(LogTally tally, ImmutableArray<TemplateSummary> templates)
    {
        Dictionary<string, int> statements = templates.CountBy(static template => template.Category).ToDictionary();
        return
        [
            .. tally.Categories.Names.Select((name, i) => new CategorySummary(name, [.. tally.Categories.Levels[i]], statements.GetValueOrDefault(name)))
                .Where(static category => category.Name.Length > 0 && category.Count > 0)
                .OrderByDescending(static category => category.Count).ThenBy(static category => category.Name, StringComparer.Ordinal),
        ];
    }

    private static ImmutableArray<OperationSummary> Operations(Dictionary<Template, List<ShapeTally>> byTemplate, LogTally tally, int first, int steps)
    {
        var operations = new List<OperationSummary>();
        foreach ((Template template, List<ShapeTally> shapes) in byTemplate)
        {
            var latency = new LatencyCounts();
            foreach (ShapeTally shape in shapes)
            {
                if (shape.Latency is { } counts)
                    latency.Absorb(counts);
            }

            if (latency.Count == 0)
                continue;
            operations.Add(new OperationSummary
            {
                Service = Category(shapes, tally),
                Name = template.Text,
                Count = latency.Count,
                Errors = shapes.Sum(static shape => shape.Levels[(int)LogLevel.Error] + shape.Levels[(int)LogLevel.Critical]),
                Total = Time(latency.Sum),
                Median = Time(latency.Quantile(0.5)),
                P95 = Time(latency.Quantile(0.95)),
                P99 = Time(latency.Quantile(0.99)),
                Longest = Time(latency.Longest),
                Heat = [.. Enumerable.Range(first, steps).Select(slot => Heat(shapes, slot))],
            });
        }

        operations.AddRange(tally.Spans.Summaries(first, steps));
        return [.. operations.OrderByDescending(static operation => operation.Total).ThenBy(static operation => operation.Name, StringComparer.Ordinal)];
    }

    private static ImmutableArray<int> Heat(List<ShapeTally> shapes, int slot)
    {
        int[]? sum = null;
        foreach (ShapeTally shape in shapes)
        {
            if (shape.Heat[slot] is { } row)
                ShapeTally.Add(sum ??= new int[LatencyCounts.Steps], row);
        }

        return sum is null ? [] : [.. sum];
    }

    internal static TimeSpan Time(double microseconds) => TimeSpan.FromTicks((long)Math.Min(microseconds * 10, long.MaxValue / 2));
}
