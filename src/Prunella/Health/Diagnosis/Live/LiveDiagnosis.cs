using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>A diagnosis, and what it was made from.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Window">The time that was compared with the ordinary time before it.</param>
/// <param name="Series">How many series were compared.</param>
/// <param name="Calls">How many edges were known.</param>
/// <param name="Duration">How long it took.</param>
public sealed record LiveDiagnosis(Diagnosis Answer, TimeWindow Window, int Series, int Calls, TimeSpan Duration)
{
    private const int MostSuspects = 5;
    private const int MostLines = 8;

    /// <summary>The fact for the journal.</summary>
    /// <param name="component">The component in trouble; null for none in particular.</param>
    /// <param name="incident">The incident that it belongs to; null for none.</param>
    public DiagnosisMade ToFact(ComponentName? component, IncidentId? incident) => new()
    {
        Component = component,
        Incident = incident,
        Reason = Answer.Reason,
        Suspects = [.. Answer.Suspects.Take(MostSuspects).Select(static one => new DiagnosedSuspect(
            one.Component, one.Metric, Math.Round(one.Score, 3), Math.Round(one.Confidence, 3), [.. one.Evidence.Take(MostLines)]))],
        Series = Series,
        Calls = Calls,
        Duration = Duration,
    };
}
