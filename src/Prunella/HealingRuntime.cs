using Microsoft.Extensions.Hosting;
using Prunella.Health;
using Prunella.Recovery;

namespace Prunella;

/// <summary>Begins healing with the host and ends it with the host. The parts themselves live as long as the container.</summary>
internal sealed class HealingRuntime(
    HealthMonitor health, RecoveryManager recovery, ResetUnitAction units, AlertRouter alerts, IEnumerable<WatchedComponent> components) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (WatchedComponent component in components)
        {
            if (component.Restart is { } restart)
                units.Register(component.Description.Name, restart);
            health.Register(component.Description);
        }

        recovery.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Before what it watches is torn down: an end that was asked for is no failure.
        recovery.Dispose();
        alerts.Dispose();
        return Task.CompletedTask;
    }
}
