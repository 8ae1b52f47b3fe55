namespace Prunella.Bench.Metrics;

/// <summary>What it costs to measure, to hold what was measured, and to ask for it; beside the OpenTelemetry SDK where it does the same.</summary>
internal sealed class MetricsArea : IArea
{
    public string Name => "metrics";

    public string Title => "Metrics: measuring, holding, asking";

    public IReadOnlyList<string> Figures =>
    [
        "record_ns", "record_bytes", "record_vs_otel", "percentile_error", "query_us", "series_bytes", "detector_ns", "detector_bytes", "detector_allocated_bytes", "diagnosis_ms",
        "cpu_percent_10k_series", "mb_10k_series", "cpu_percent_all", "mb_all",
    ];

    public IReadOnlyList<IMeasurement> Measurements => [new RecordCost(), new SketchError(), new QueryCost(), new DetectorCost(), new DiagnosisCost(), new ManySeries(), new WholeCost()];
}
