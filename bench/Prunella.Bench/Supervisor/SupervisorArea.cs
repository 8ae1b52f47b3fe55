namespace Prunella.Bench.Supervisor;

/// <summary>How fast and how cleanly processes are replaced, and what that costs.</summary>
internal sealed class SupervisorArea : IArea
{
    public string Name => "supervisor";

    public string Title => "Supervisor: replacing processes";

    public IReadOnlyList<string> Figures =>
    [
        "restart_p50_ms", "restart_p99_ms", "restart_vs_runit", "restart_vs_supervisord", "restart_vs_pm2", "restart_vs_monit",
        "refused_connections", "standby_p50_ms", "freeze_serving_ms", "starvation_serving_ms", "orphans", "idle50_cpu_percent", "idle50_mb",
    ];

    public IReadOnlyList<IMeasurement> Measurements => [new RestartRace(), new RestartTail(), new ServiceKills(), new Orphans(), new IdleCost()];
}
