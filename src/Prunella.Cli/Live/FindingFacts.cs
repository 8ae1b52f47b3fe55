using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Live;

namespace Prunella.Cli.Live;

/// <summary>Findings as the journal and operators have them.</summary>
internal static class FindingFacts
{
    private const int MostEvidence = 6;

    public static FindingMade Made(LiveFinding told, ComponentName? component, IncidentId? incident) => new()
    {
        Component = component,
        Incident = incident,
        Finding = told.Finding.Id,
        Class = Word(told.Finding.Class),
        Severity = Word(told.Finding.Severity),
        Confidence = Math.Round(told.Finding.Confidence, 4),
        Title = told.Finding.Title,
        Place = told.Finding.Place.ToString(),
        Since = told.Since,
        Confirmation = told.Finding.Confirmation,
        Evidence = EvidenceOf(told),
    };

    public static FindingView View(LiveFinding told, ComponentName? component) => new()
    {
        Id = told.Finding.Id,
        Class = Word(told.Finding.Class),
        Severity = Word(told.Finding.Severity),
        Confidence = Math.Round(told.Finding.Confidence, 4),
        Title = told.Finding.Title,
        Place = told.Finding.Place.ToString(),
        Component = component,
        Since = told.Since,
        EndedAt = told.EndedAt,
        Explanation = told.Finding.Explanation,
        Confirmation = told.Finding.Confirmation,
        Evidence = EvidenceOf(told),
    };

    public static IReadOnlyList<string> EvidenceOf(LiveFinding told) => [.. told.Finding.Evidence.Take(MostEvidence).Select(EvidenceWords.Of)];

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
