using System.Globalization;
using Prunella.Cli.Output;
using Prunella.Telemetry.Analysis;
using Prunella.Views;

namespace Prunella.Cli.Analyze;

/// <summary>What differs between two analyses, for a terminal.</summary>
internal static class ComparisonReport
{
    public static Report Of(LogComparison comparison, int most, int width)
    {
        Report report = new Report()
            .Line(new Words("Before", Tone.Muted), $" {Amount.Count(comparison.Before.Records)} records, {comparison.Before.Templates.Length} statements, {Amount.Count(comparison.Before.Errors)} at level error")
            .Line(new Words("After ", Tone.Muted), $" {Amount.Count(comparison.After.Records)} records, {comparison.After.Templates.Length} statements, {Amount.Count(comparison.After.Errors)} at level error")
            .Line("");
        if (comparison.Changes.IsEmpty && comparison.Findings.IsEmpty)
            return report.Line(new Words("Nothing has changed beyond chance.", Tone.Good));
        AnalysisReport.Findings(report, comparison.Findings, most);
        // What a finding tells is not told again.
        HashSet<string?> told = [.. comparison.Findings.Take(most).Select(static finding => finding.Place.Operation ?? finding.Place.Template)];
        Change[] changes = [.. comparison.Changes.Where(change => !told.Contains(change.Subject))];
        if (changes.Length == 0)
            return report;
        if (!comparison.Findings.IsEmpty)
            report.Line("").Line(new Words("Besides", Tone.Strong));
        report.Table(["change", "before", "after", "what"], changes.Take(most).Select(change => new Words[]
        {
            new(change.Kind.ToString().ToLowerInvariant(), change.IsError && change.Kind is ChangeKind.New or ChangeKind.Rising ? Tone.Bad
                : change.Kind is ChangeKind.Slower ? Tone.Warning : change.Kind is ChangeKind.Faster ? Tone.Good : Tone.Plain),
            Said(change.Before, change.Unit), Said(change.After, change.Unit), Amount.Line(change.Subject, width <= 0 ? 400 : Math.Max(20, width - 40)),
        }));
        if (changes.Length > most)
            report.Line(new Words($"and {changes.Length - most} more", Tone.Muted));
        return report.Line(new Words("Counts of before are scaled to as many records as there are after.", Tone.Muted));
    }

    private static string Said(double value, string unit) => unit == "s" ? Amount.Time(TimeSpan.FromSeconds(value)) : value.ToString("N0", CultureInfo.InvariantCulture);
}
