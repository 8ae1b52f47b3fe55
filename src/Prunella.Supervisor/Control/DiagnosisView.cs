using Prunella.Journal;

namespace Prunella.Supervisor.Control;

/// <summary>A diagnosis as operators see it.</summary>
/// <param name="Reason">The answer in one sentence.</param>
/// <param name="Suspects">Possible causes, the likeliest first; empty where nothing was found wrong.</param>
/// <param name="Series">How many series were compared with their past.</param>
/// <param name="Calls">How many edges of the graph of calls and dependencies were known.</param>
/// <param name="Duration">How long it took.</param>
public sealed record DiagnosisView(string Reason, IReadOnlyList<DiagnosedSuspect> Suspects, int Series, int Calls, TimeSpan Duration)
{
    /// <summary>The view of a fact.</summary>
    public static DiagnosisView Of(DiagnosisMade made)
    {
        ArgumentNullException.ThrowIfNull(made);
        return new DiagnosisView(made.Reason, made.Suspects, made.Series, made.Calls, made.Duration);
    }
}
