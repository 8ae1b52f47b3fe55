namespace Prunella.Bench.Telemetry;

/// <summary>Reading logs: how fast, in how much memory, and how soon a person sees something.</summary>
internal sealed class TelemetryArea : IArea
{
    public string Name => "telemetry";

    public string Title => "Telemetry: reading logs and traces";

    public IReadOnlyList<string> Figures =>
    [
        "lines_per_cpu_s", "mb_per_cpu_s", "lines_vs_drain3", "bytes_allocated_per_line", "two_core_speedup", "clef_events_per_s", "otlp_events_per_s", "peak_mb_1gb", "first_line_s",
        "report_100mb_s",
    ];

    public IReadOnlyList<IMeasurement> Measurements { get; } = [new LogSpeed(), new OtlpSpeed(), new LogMemory(), new ReportTime()];
}
