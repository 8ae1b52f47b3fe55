using System.Collections.Immutable;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>Lets the detectors compare the second half of the records with the first, or one log with another.</summary>
internal static class RecordFindings
{
    private const double MostOther = 0.25;
    private const int FewStatements = 3;

    /// <summary>The second half against the first.</summary>
    public static ImmutableArray<Finding> Of(RecordPeriods periods)
    {
        return periods.Halves() is var (before, after) ? Judge(after, before, null) : [];
    }

    /// <summary>The newest period against an ordinary one of the same log, without what phases of work alone explain.</summary>
    public static ImmutableArray<Finding> Judge(PeriodProfile after, PeriodProfile before, DetectorOptions? options)
    {
        ImmutableArray<Finding> found = new AnomalyDetectors(options).Detect(new DetectorInput(after, before, Declarations.None));
        // Where so much comes and goes, the log tells of phases of work, and its first half is no measure for its second.
        int statements = before.Templates.Count + after.Templates.Keys.Count(key => !before.Templates.ContainsKey(key));
        return found.Count(static finding => finding.Class == FindingClass.Coverage) <= Math.Max(FewStatements, MostOther * statements)
            ? found
            : [.. found.Where(static finding => finding.Class != FindingClass.Coverage)];
    }

    /// <summary>One period against an ordinary one.</summary>
    public static ImmutableArray<Finding> Compare(PeriodProfile now, PeriodProfile before) => new AnomalyDetectors().Detect(new DetectorInput(now, before, Declarations.None));
}
