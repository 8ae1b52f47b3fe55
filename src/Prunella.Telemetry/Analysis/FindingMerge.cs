using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>Joins what was found in several ways, so that one cause is told once.</summary>
internal static class FindingMerge
{
    /// <returns>Of findings of the same class at the same place the strongest, with the place in the code that any of them knows; the gravest first.</returns>
    public static ImmutableArray<Finding> Of(params IEnumerable<Finding>[] found) =>
    [
        .. found.SelectMany(static findings => findings).GroupBy(CauseOf, StringComparer.Ordinal).Select(Strongest)
            .OrderByDescending(static finding => finding.Severity).ThenByDescending(static finding => finding.Confidence).ThenBy(static finding => finding.Title, StringComparer.Ordinal),
    ];

    // Errors have names; behaviour and changes of state are told apart by which; of the others there is one cause at a place.
    internal static string CauseOf(Finding finding) => finding.Class switch
    {
        FindingClass.Errors when finding.Aspect is not ("" or "failing") => $"{finding.Class}\0{finding.Aspect}",
        FindingClass.Performance or FindingClass.Coverage => $"{finding.Class}\0{finding.Place.Service}\0{finding.Place.Operation ?? finding.Place.Template}",
        _ => finding.Id,
    };

    internal static Finding Strongest(IEnumerable<Finding> same)
    {
        // What is only weaker adds its evidence and the place that it knows.
        Finding[] all = [.. same.OrderByDescending(static finding => finding.Severity).ThenByDescending(static finding => finding.Confidence)];
        CodePlace? code = Array.Find(all, static finding => finding.Place.Code is not null)?.Place.Code;
        return all[0] with { Place = all[0].Place with { Code = code }, Evidence = [.. all.SelectMany(static finding => finding.Evidence).Distinct()] };
    }
}
