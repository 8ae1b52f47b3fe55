namespace Prunella.Bench.Health;

/// <summary>How soon trouble of real processes is noticed, and whether a healthy shop is left in peace.</summary>
internal sealed class HealthArea : IArea
{
    public string Name => "health";

    public string Title => "Health: noticed in time, and nobody woken for nothing";

    public IReadOnlyList<string> Figures =>
    [
        "demo_faults", "demo_healed_percent", "demo_detected_p50_ms", "demo_detected_p99_ms", "demo_healed_p50_ms", "demo_healed_max_ms",
        "healthy_minutes", "healthy_requests", "false_alerts", "false_incidents", "false_state_changes", "false_restarts",
    ];

    public IReadOnlyList<IMeasurement> Measurements => [new DemoDetection(), new HealthyShop()];
}
