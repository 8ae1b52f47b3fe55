namespace Prunella.Bench.Resilience;

/// <summary>What healing costs in the way of a call, and how well it judges; beside Polly where Polly can do it.</summary>
internal sealed class ResilienceArea : IArea
{
    public string Name => "resilience";

    public string Title => "Resilience: the way of a call";

    public IReadOnlyList<string> Figures =>
    [
        "full_ns", "full_bytes", "full_vs_polly", "full_telemetry_vs_polly", "breaker_ns", "breaker_bytes", "breaker_contended_ratio", "disabled_extra_ns",
        "rejected_ns", "rejected_bytes", "nine_behaviours_ok", "kept_good_at_20_percent_errors", "kept_good_outage", "retry_amplification",
        "detector_false_trips_per_day", "detector_cells_worse_than_study",
    ];

    public IReadOnlyList<IMeasurement> Measurements =>
        [new CallCost(), new Contention(), new NineBehaviours(), new FaultRuns(), new RetryAmplification(), new DetectorRuns()];
}
