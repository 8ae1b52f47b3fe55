using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Prunella.Cli.Output;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Ingest;
using Prunella.Views;

namespace Prunella.Cli.Analyze;

/// <summary>What an analysis shows, for a terminal: findings first.</summary>
internal static class AnalysisReport
{
    private const int SparkWidth = 24;

    /// <param name="analysis">What was found.</param>
    /// <param name="most">Rows of each table.</param>
    /// <param name="width">Columns of the terminal; texts are cut to fit. 0 for no cutting.</param>
    public static Report Of(LogAnalysis analysis, int most, int width)
    {
        var report = new Report();
        Head(report, analysis);
        Findings(report, analysis, most);
        Conformance(report, analysis);
        Templates(report, analysis, most, width);
        Operations(report, analysis, most, width);
        Flow(report, analysis, width);
        Rare(report, analysis, width);
        Unread(report, analysis);
        return report;
    }

    private static void Head(Report report, LogAnalysis analysis)
    {
        int read = analysis.Sources.Count(static source => source.Problem is null);
        report.Line(new Words(Amount.Count(analysis.Records), Tone.Strong), $" records of {read} {(read == 1 ? "source" : "sources")}, {Amount.Bytes(analysis.Bytes)}"
            + (analysis.From is { } from ? $", {Range(from, analysis.Until ?? from)}" : ", no times") + $"; {analysis.Templates.Length} statements, ",
            new Words(analysis.Errors == 0 ? "no errors" : $"{Amount.Count(analysis.Errors)} at level error", analysis.Errors == 0 ? Tone.Good : Tone.Bad));
        string[] formats = [.. analysis.Sources.Where(static source => source.Format.Length > 0).GroupBy(static source => source.Format)
            .OrderByDescending(static group => group.Count()).Select(static group => group.Count() == 1 ? group.Key : $"{group.Key} ({group.Count()})").Take(4)];
        report.Line(new Words($"read as {string.Join("; ", formats)}", Tone.Muted));
    }

    private static void Findings(Report report, LogAnalysis analysis, int most)
    {
        report.Line("");
        if (analysis.Findings.IsEmpty)
            report.Line(new Words("Nothing wrong was found.", Tone.Good));
        else
            Findings(report, analysis.Findings, most);
    }

    /// <summary>Adds a table of findings.</summary>
    public static void Findings(Report report, ImmutableArray<Finding> findings, int most)
    {
        if (findings.IsEmpty)
            return;

        report.Line(new Words("Findings", Tone.Strong));
        report.Table([], findings.Take(most).Select(static finding => new[]
        {
            new Words(finding.Severity.ToString().ToLowerInvariant(), finding.Severity switch
            {
                FindingSeverity.Critical or FindingSeverity.Major => Tone.Bad, FindingSeverity.Minor => Tone.Warning, _ => Tone.Muted,
            }),
            new Words(finding.Class.ToString().ToLowerInvariant(), Tone.Muted),
            new Words(finding.Confidence.ToString("P0", CultureInfo.InvariantCulture), Tone.Muted),
            new Words(finding.Title),
        }));
        if (findings.Length > most)
            report.Line(new Words($"and {findings.Length - most} more in the report", Tone.Muted));
    }

    private static void Conformance(Report report, LogAnalysis analysis)
    {
        foreach (FlowCheck check in analysis.Conformance)
        {
            report.Line("").Line(new Words($"Flow {check.Flow}", Tone.Strong), $": {Amount.Count(check.Fitting)} of {Amount.Count(check.Cases)} pieces of work keep to it",
                new Words(string.Create(CultureInfo.InvariantCulture, $", fitness {check.Fitness:0.###}"), Tone.Muted));
            if (check.Unchecked > 0)
                report.Line(new Words($"{Amount.Count(check.Unchecked)} were not judged: their courses are too many or too long", Tone.Warning));
            if (!check.NeverSeen.IsEmpty)
                report.Line(new Words($"never seen: {string.Join(", ", check.NeverSeen)}", Tone.Warning));
        }
    }

    private static void Templates(Report report, LogAnalysis analysis, int most, int width)
    {
        if (analysis.Templates.IsEmpty)
            return;
        report.Line("").Line(new Words("Statements", Tone.Strong), new Words(analysis.Steps > 1 ? $", over time in steps of {Amount.Time(analysis.Step)}" : "", Tone.Muted));
        report.Table(["records", "level", "over time", "statement"], analysis.Templates.Take(most).Select(template => new Words[]
        {
            Amount.Count(template.Count).PadLeft(9), Level(template.Level), Sparkline.Row([.. template.Times.Select(static n => (double?)(n == 0 ? null : n))], SparkWidth),
            Cut((template.Category.Length > 0 ? template.Category + ": " : "") + template.Text, width - 9 - 11 - SparkWidth - 8),
        }));
        if (analysis.Templates.Length > most)
            report.Line(new Words($"and {analysis.Templates.Length - most} more in the report", Tone.Muted));
    }

    private static void Operations(Report report, LogAnalysis analysis, int most, int width)
    {
        if (analysis.Operations.IsEmpty)
            return;
        report.Line("").Line(new Words("Durations", Tone.Strong), new Words(", by the time they take altogether", Tone.Muted));
        report.Table(["times", "median", "95 %", "99 %", "longest", "operation"], analysis.Operations.Take(most).Select(operation => new Words[]
        {
            Amount.Count(operation.Count).PadLeft(9), Amount.Time(operation.Median), Amount.Time(operation.P95), Amount.Time(operation.P99), Amount.Time(operation.Longest),
            Cut((operation.Service.Length > 0 ? operation.Service + ": " : "") + operation.Name, width - 9 - 45),
        }));
    }

    private static void Flow(Report report, LogAnalysis analysis, int width)
    {
        if (analysis.Flow is not { } flow)
            return;
        FlowEdge[] deviations = [.. flow.Edges.Where(static edge => edge.IsDeviation).OrderBy(static edge => edge.Count)];
        report.Line("").Line(new Words("Order", Tone.Strong), new Words($", in {Amount.Count(flow.Cases)} pieces of work of two steps and more: {flow.Courses.Length} courses, {deviations.Length} rare turns", Tone.Muted));
        report.Table([], deviations.Take(5).Select(edge => new Words[]
        {
            Amount.Count(edge.Count).PadLeft(9),
            Cut($"{(edge.From < 0 ? "(begins)" : flow.Steps[edge.From].Name)} → {(edge.To < 0 ? "(ends)" : flow.Steps[edge.To].Name)}", width - 11),
        }));
    }

    private static void Rare(Report report, LogAnalysis analysis, int width)
    {
        TemplateSummary[] rare = [.. analysis.Templates.Where(static template => template.Count <= 2).OrderByDescending(static template => template.Errors).Take(5)];
        if (rare.Length == 0 || analysis.Records < 100)
            return;
        report.Line("").Line(new Words("Seen once or twice", Tone.Strong), new Words($", {analysis.Templates.Count(static template => template.Count <= 2)} statements", Tone.Muted));
        report.Table([], rare.Select(template => new Words[] { Level(template.Level), Cut(template.Text, width - 14) }));
    }

    private static void Unread(Report report, LogAnalysis analysis)
    {
        SourceProblem[] problems = [.. analysis.Problems, .. analysis.Sources.Where(static source => source.Problem is not null).Select(static source => new SourceProblem(source.Name, source.Problem!))];
        long bad = analysis.Sources.Sum(static source => source.BadLines), cut = analysis.Sources.Sum(static source => source.CutLines);
        if (problems.Length == 0 && bad == 0 && cut == 0 && analysis.OutOfTime == 0)
            return;
        report.Line("").Line(new Words("Not as it should be", Tone.Strong));
        foreach (SourceProblem problem in problems.Take(10))
            report.Line(new Words($"{problem.Source}: {problem.Reason}", Tone.Warning));
        if (problems.Length > 10)
            report.Line(new Words($"and {problems.Length - 10} more", Tone.Muted));
        if (bad > 0)
            report.Line($"{Amount.Count(bad)} lines are none of their format, and were taken as plain text");
        if (cut > 0)
            report.Line($"{Amount.Count(cut)} lines are longer than 1 MiB, and were cut");
        if (analysis.OutOfTime > 0)
            report.Line($"{Amount.Count(analysis.OutOfTime)} records have no time, or one far from all others");
    }

    private static Words Level(LogLevel level) => level switch
    {
        LogLevel.None => new Words("–", Tone.Muted),
        LogLevel.Error or LogLevel.Critical => new Words(level.ToString().ToLowerInvariant(), Tone.Bad),
        LogLevel.Warning => new Words("warning", Tone.Warning),
        _ => new Words(level.ToString().ToLowerInvariant(), Tone.Muted),
    };

    private static Words Cut(string text, int width) => Amount.Line(text, width <= 0 ? 400 : Math.Max(20, width));

    private static string Range(DateTimeOffset from, DateTimeOffset to) => from.Date == to.Date
        ? string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd HH:mm:ss} to {to:HH:mm:ss} UTC")
        : string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} UTC");
}
