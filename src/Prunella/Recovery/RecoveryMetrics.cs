using System.Diagnostics.Metrics;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What the recovery counts and measures.</summary>
internal sealed class RecoveryMetrics(Meter meter)
{
    private readonly Counter<long> _incidents = meter.CreateCounter<long>(
        "prunella.incidents", "{incident}", "Incidents opened.");

    private readonly Counter<long> _actions = meter.CreateCounter<long>(
        "prunella.recovery.actions", "{action}", "Recovery actions carried out, by tier and by whether they helped.");

    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "prunella.recovery.duration", "s", "Time from the opening of an incident to its end.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300] });

    public void Opened() => _incidents.Add(1);

    public void Acted(RecoveryTier tier, ActionVerdict verdict) => _actions.Add(
        1, new KeyValuePair<string, object?>("prunella.tier", (int)tier), new KeyValuePair<string, object?>("prunella.outcome", Text(verdict)));

    public void HandedOver() => _actions.Add(
        1, new KeyValuePair<string, object?>("prunella.tier", (int)RecoveryTier.HandOver), new KeyValuePair<string, object?>("prunella.outcome", "handed-over"));

    public void Closed(IncidentOutcome outcome, TimeSpan duration) =>
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("prunella.outcome", Text(outcome)));

    private static string Text(ActionVerdict verdict) => verdict switch
    {
        ActionVerdict.Better => "better",
        ActionVerdict.Same => "same",
        _ => "worse",
    };

    private static string Text(IncidentOutcome outcome) => outcome switch
    {
        IncidentOutcome.Healed => "healed",
        IncidentOutcome.Recovered => "recovered",
        IncidentOutcome.Superseded => "superseded",
        _ => "dismissed",
    };
}
