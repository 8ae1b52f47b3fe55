using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>What differs between two analyses, as of last week and of this week. Immutable.</summary>
/// <param name="Before">The first.</param>
/// <param name="After">The second.</param>
/// <param name="Changes">What differs: errors first, then the surest.</param>
public sealed record LogComparison(LogAnalysis Before, LogAnalysis After, ImmutableArray<Change> Changes)
{
    private const double LeastScore = 4, LeastRatio = 1.5;
    private const int EnoughDurations = 30;

    /// <summary>What the detectors tell of the second, with the first as what is ordinary; the gravest first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Compares. Rates are by record, so that the one may be longer than the other.</summary>
    public static LogComparison Of(LogAnalysis before, LogAnalysis after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        double scale = (double)after.Records / Math.Max(1, before.Records);
        IEnumerable<Change> changes = Templates(before, after, scale).Concat(Levels(before, after, scale)).Concat(Operations(before, after));
        return new LogComparison(before, after, [.. changes.OrderByDescending(static change => change.IsError).ThenByDescending(static change => change.Score).ThenBy(static change => change.Subject, StringComparer.Ordinal)])
        {
            Findings = FindingMerge.Of([.. before.Profiles.Zip(after.Profiles).Select(static pair => (IEnumerable<Finding>)RecordFindings.Compare(StatementMatch.Renamed(pair.Second, pair.First), pair.First))]),
        };
    }

    private static IEnumerable<Change> Templates(LogAnalysis before, LogAnalysis after, double scale)
    {
        Dictionary<string, TemplateSummary> old = before.Templates.ToDictionary(static template => template.Id, StringComparer.Ordinal);
        Dictionary<string, TemplateSummary> now = after.Templates.ToDictionary(static template => template.Id, StringComparer.Ordinal);
        foreach (TemplateSummary template in after.Templates)
        {
            long was = old.TryGetValue(template.Id, out TemplateSummary? then) ? then.Count : 0;
            if (was == 0)
                yield return new Change(ChangeKind.New, template.Text, 0, template.Count, "{record}", Math.Sqrt(template.Count), template.Errors > 0);
            else if (Rate(template.Text, was, template.Count, scale, template.Errors > 0) is { } change)
                yield return change;
        }

        foreach (TemplateSummary template in before.Templates.Where(template => !now.ContainsKey(template.Id)))
            yield return new Change(ChangeKind.Vanished, template.Text, template.Count * scale, 0, "{record}", Math.Sqrt(template.Count), template.Errors > 0);
    }

    private static IEnumerable<Change> Levels(LogAnalysis before, LogAnalysis after, double scale)
    {
        for (int level = (int)LogLevel.Warning; level <= (int)LogLevel.Critical; level++)
        {
            if (Rate($"level {((LogLevel)level).ToString().ToLowerInvariant()}", before.Levels[level], after.Levels[level], scale, level >= (int)LogLevel.Error) is { } change)
                yield return change;
        }
    }

    private static IEnumerable<Change> Operations(LogAnalysis before, LogAnalysis after)
    {
        var old = before.Operations.ToDictionary(static operation => (operation.Service, operation.Name));
        foreach (OperationSummary operation in after.Operations)
        {
            if (!old.TryGetValue((operation.Service, operation.Name), out OperationSummary? then) || then.Count < EnoughDurations || operation.Count < EnoughDurations || then.P95 <= TimeSpan.Zero)
                continue;
            double ratio = operation.P95 / then.P95;
            if (ratio is > 1 / LeastRatio and < LeastRatio)
                continue;
            yield return new Change(ratio > 1 ? ChangeKind.Slower : ChangeKind.Faster, operation.Name, then.P95.TotalSeconds, operation.P95.TotalSeconds, "s",
                Math.Abs(Math.Log2(ratio)) * Math.Sqrt(Math.Min(then.Count, operation.Count)), IsError: false);
        }
    }

    /// <summary>Two counts of a Poisson process are compared by their square roots, whose variance is a quarter whatever the rate.</summary>
    private static Change? Rate(string subject, long was, long now, double scale, bool isError)
    {
        double expected = was * scale;
        double score = 2 * (Math.Sqrt(now + 0.375) - Math.Sqrt(expected + 0.375)) / Math.Sqrt(1 + scale);
        double ratio = (now + 0.5) / (expected + 0.5);
        return Math.Abs(score) < LeastScore || ratio is > 1 / LeastRatio and < LeastRatio
            ? null
            : new Change(score > 0 ? ChangeKind.Rising : ChangeKind.Falling, subject, expected, now, "{record}", Math.Abs(score), isError);
    }
}
