namespace Prunella.Bench.Dashboard;

/// <summary>What the dashboard weighs, how quickly it shows what happened, and what many viewers cost.</summary>
internal sealed class DashboardArea : IArea
{
    public string Name => "dashboard";

    public string Title => "The dashboard";

    public IReadOnlyList<string> Figures =>
    [
        "first_load_kb", "event_to_browser_p50_ms", "event_to_browser_p95_ms", "viewers500_mb", "viewers500_cpu_percent", "render_now_ms", "render_components_ms", "render_audit_ms",
        "csp_violations", "console_errors",
    ];

    public IReadOnlyList<IMeasurement> Measurements => [new FirstLoad(), new PageRender(), new Viewers(), new BrowserLatency()];
}
