using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>What the counts of an analysis alone show to be wrong: errors, durations that shifted, statements that fell silent.</summary>
/// <remarks>Everything is compared with the same logs at another time, so nothing need be known of the system.</remarks>
public static class LogFindings
{
    private const int MostErrors = 24, EnoughRecords = 30, EnoughDurations = 40, FewSteps = 8;

    /// <summary>Finds them, the gravest first.</summary>
    public static ImmutableArray<Finding> Of(LogAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return
        [
            .. Errors(analysis).Concat(Shifts(analysis)).Concat(Silences(analysis))
                .OrderByDescending(static finding => finding.Severity).ThenByDescending(static finding => finding.Confidence).ThenBy(static finding => finding.Title, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Finding> Errors(LogAnalysis analysis)
    {
        // The same error is one trouble, whatever statements tell of it.
        var groups = analysis.Templates.Where(static template => template.Errors > 0)
            .GroupBy(static template => template.Fingerprint ?? template.Id, StringComparer.Ordinal)
            .Select(static group => group.OrderByDescending(static template => template.Errors).ToList())
            .OrderByDescending(static group => group.Sum(static template => template.Errors)).Take(MostErrors);
        long[] records = [.. Enumerable.Range(0, analysis.Steps).Select(step => analysis.Templates.Sum(template => (long)template.Times[step]))];
        foreach (List<TemplateSummary> group in groups)
            yield return Error(analysis, group, records);
    }

    private static Finding Error(LogAnalysis analysis, List<TemplateSummary> group, long[] records)
    {
        TemplateSummary main = group[0];
        long count = group.Sum(static template => template.Errors);
        int[] times = [.. Enumerable.Range(0, analysis.Steps).Select(step => group.Sum(template => template.Times[step]))];
        int first = Array.FindIndex(times, static n => n > 0);
        bool critical = group.Exists(static template => template.Levels[(int)LogLevel.Critical] > 0);
        bool late = first > analysis.Steps / 5 && analysis.Steps >= FewSteps && count > 1;
        (int at, double ratio, double score) = Rise(times, records);
        bool rising = !late && score > 5 && ratio > 2;
        string course = late ? $"first at {Clock(analysis, first)}" : rising ? $"{ratio.ToString("0.#", CultureInfo.InvariantCulture)} times as many from {Clock(analysis, at)} on" : "throughout";
        string what = main.Exception is { } name ? Short(name[(name.LastIndexOf('.') + 1)..]) : $"'{Short(main.Text)}'";
        double share = (double)count / Math.Max(1, analysis.Records);
        return new Finding
        {
            Class = FindingClass.Errors,
            Severity = critical ? FindingSeverity.Critical : late || rising ? share > 0.001 ? FindingSeverity.Major : FindingSeverity.Minor : share > 0.01 ? FindingSeverity.Minor : FindingSeverity.Notice,
            Confidence = late ? Math.Clamp(1 - Math.Pow(0.8, count), 0.3, 0.99) : rising ? 0.95 : 0.9,
            When = new TimeWindow(main.First ?? default, group.Max(static template => template.Last) ?? main.First ?? default),
            Title = $"{(main.Category.Length > 0 ? main.Category + ": " : "")}{what}, {Times(count)}, {course}",
            Explanation = main.Exception is null ? $"Statements at level error: {Short(main.Text)}" : $"{main.Exception} is told by: {string.Join("; ", group.Take(3).Select(static template => Short(template.Text)))}",
            Place = new SuspectedPlace(main.Category.Length > 0 ? main.Category : null, null, main.Text, StackTop.Of(main.Example.Text)),
            Confirmation = late ? $"Look at what changed shortly before {Clock(analysis, first)}." : "Look whether the requests around it failed for their callers.",
            Evidence = [main.Example],
            Aspect = main.Fingerprint ?? "",
        };
    }

    private static IEnumerable<Finding> Shifts(LogAnalysis analysis)
    {
        foreach (OperationSummary operation in analysis.Operations)
        {
            if (LatencyShift.Find(operation) is not { } shift || analysis.From is not { } from)
                continue;
            DateTimeOffset when = from + (analysis.Step * shift.Step);
            yield return new Finding
            {
                Class = FindingClass.Performance,
                Severity = shift.Ratio >= 4 ? FindingSeverity.Major : FindingSeverity.Minor,
                Confidence = Math.Clamp(1 - Math.Exp(-shift.Score / 8), 0, 0.99),
                When = new TimeWindow(when, from + (analysis.Step * analysis.Steps)),
                Title = $"{(operation.Service.Length > 0 ? operation.Service + ": " : "")}'{Short(operation.Name)}' takes {shift.Ratio.ToString("0.#", CultureInfo.InvariantCulture)} times as long from {Clock(analysis, shift.Step)} on",
                Explanation = $"The middle duration went from {Said(shift.Before)} to {Said(shift.After)}; {EnoughDurations} or more were measured on either side.",
                Place = new SuspectedPlace(operation.Service.Length > 0 ? operation.Service : null, operation.Name),
                Confirmation = "Compare traces or profiles of both sides of the change.",
                Evidence = [new NumberEvidence("middle duration", shift.Before.TotalSeconds, shift.After.TotalSeconds, "s")],
                Aspect = "shift",
            };
        }
    }

    private static IEnumerable<Finding> Silences(LogAnalysis analysis)
    {
        if (analysis.Steps < 20 || analysis.From is not { } from)
            yield break;
        int[] all = [.. Enumerable.Range(0, analysis.Steps).Select(step => analysis.Templates.Sum(template => template.Times[step]))];
        foreach (TemplateSummary template in analysis.Templates)
        {
            int last = template.Times.AsSpan().LastIndexOfAnyExcept(0);
            if (template.Count < EnoughRecords || last < 0 || template.Errors > 0 || last > analysis.Steps * 0.8)
                continue;
            if (last + 1 < Math.Max(FewSteps, analysis.Steps / 8))
                continue; // a burst, as of a program that starts
            // It came in most steps as long as it came, and the rest of the log went on at least half as busily.
            double active = template.Times.Take(last + 1).Count(static n => n > 0) / (double)(last + 1);
            double before = all.Take(last + 1).Average(), after = all.Skip(last + 1).DefaultIfEmpty(0).Average();
            if (active < 0.7 || after < before / 2)
                continue;
            yield return new Finding
            {
                Class = FindingClass.Coverage,
                Severity = FindingSeverity.Minor,
                Confidence = Math.Clamp(active * (1 - Math.Pow(1 - active, analysis.Steps - last - 1)), 0, 0.95),
                When = new TimeWindow(from + (analysis.Step * (last + 1)), from + (analysis.Step * analysis.Steps)),
                Title = $"{(template.Category.Length > 0 ? template.Category + ": " : "")}'{Short(template.Text)}' is no longer written, from {Clock(analysis, last + 1)} on",
                Explanation = $"Written in {active.ToString("P0", CultureInfo.InvariantCulture)} of all steps before, {Times(template.Count)} in all; the rest of the log went on.",
                Place = new SuspectedPlace(template.Category.Length > 0 ? template.Category : null, null, template.Text),
                Confirmation = "Look whether that work is still to be done, or was switched off on purpose.",
                Evidence = [template.Example],
                Aspect = "silent",
            };
        }
    }

    /// <summary>The step from which on there are most more than before, measured by all records; how many times as many; how unlikely that is by chance (standard deviations).</summary>
    private static (int Step, double Ratio, double Score) Rise(int[] times, long[] records)
    {
        (int best, double ratio, double score) = (0, 1, 0);
        long all = times.Sum(static n => (long)n), total = records.Sum(), before = 0, recordsBefore = 0;
        for (int i = 1; i < times.Length; i++)
        {
            before += times[i - 1];
            recordsBefore += records[i - 1];
            if (recordsBefore < total / 20 || total - recordsBefore < total / 20)
                continue; // too little on one side to tell
            double share = (double)recordsBefore / total, expected = all * (1 - share), seen = all - before;
            double z = (seen - expected) / Math.Sqrt(Math.Max(1, all * share * (1 - share)));
            if (z > score)
                (best, ratio, score) = (i, seen / (total - recordsBefore) / (Math.Max(0.5, before) / recordsBefore), z);
        }

        return (best, ratio, score);
    }

    private static string Clock(LogAnalysis analysis, int step) => analysis.From is { } from
        ? (from + (analysis.Step * step)).ToString(analysis.Step * analysis.Steps > TimeSpan.FromDays(1) ? "yyyy-MM-dd HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture)
        : "an unknown time";

    private static string Times(long count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} times");

    private static string Short(string text) => text.Length <= 90 ? text : string.Concat(text.AsSpan(0, 89), "…");

    private static string Said(TimeSpan time) => time < TimeSpan.FromMilliseconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.#} µs")
        : time < TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");
}
