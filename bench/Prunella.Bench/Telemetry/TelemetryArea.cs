namespace Prunella.Bench.Telemetry;

/// <summary>Telemetry: how fast it is read.</summary>
internal sealed class TelemetryArea : IArea
{
    public string Name => "telemetry";

    public string Title => "Telemetry: reading";

    public IReadOnlyList<string> Figures => ["otlp_events_per_s"];

    public IReadOnlyList<IMeasurement> Measurements => [new OtlpSpeed()];
}
