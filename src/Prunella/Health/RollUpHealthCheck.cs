using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Publishes the runtime's picture as an <see cref="IHealthCheck"/>: failed or critical is unhealthy, degraded is degraded. Reads a finished picture; costs nothing.</summary>
/// <param name="monitor">Whose picture.</param>
public sealed class RollUpHealthCheck(IHealthMonitor monitor) : IHealthCheck
{
    /// <summary>The fact by which others know this check's results.</summary>
    internal const string Mark = "prunella.roll_up";

    private const int MostNamed = 20;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        SystemHealth system = monitor.Current;
        ComponentHealth[] bad = [.. system.Components.Values.Where(static one => one.State < HealthState.Healthy && one.SymptomOf is null).OrderBy(static one => one.State)];
        HealthStatus status = system.State switch
        {
            HealthState.Failed or HealthState.Critical => HealthStatus.Unhealthy,
            HealthState.Degraded => HealthStatus.Degraded,
            _ => HealthStatus.Healthy,
        };
        Dictionary<string, object> data = bad.Take(MostNamed).ToDictionary(static one => one.Description.Name.Value, static one => (object)$"{one.State}: {one.Reason}", StringComparer.Ordinal);
        data[Mark] = true;
        string text = bad.Length == 0 ? "all components are well" : $"{bad[0].Description.Name} is {bad[0].State}: {bad[0].Reason}";
        return Task.FromResult(new HealthCheckResult(status, text, exception: null, data));
    }
}
