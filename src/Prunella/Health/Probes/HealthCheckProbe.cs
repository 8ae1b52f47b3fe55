using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Asks any health check of Microsoft.Extensions. Unhealthy is Failed. It runs on the thread pool and may block.</summary>
public sealed class HealthCheckProbe : IHealthProbe
{
    private readonly IHealthCheck _check;
    private readonly HealthCheckRegistration _registration;

    /// <param name="name">The name that the check is given.</param>
    /// <param name="check">The check.</param>
    /// <param name="failureStatus">What the check is told to answer where it fails. Default Unhealthy.</param>
    public HealthCheckProbe(string name, IHealthCheck check, HealthStatus failureStatus = HealthStatus.Unhealthy)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(check);
        _check = check;
        _registration = new HealthCheckRegistration(name, check, failureStatus, tags: null);
        Description = $"health check {name}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public async ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken)
    {
        HealthCheckResult result = await _check.CheckHealthAsync(new HealthCheckContext { Registration = _registration }, cancellationToken).ConfigureAwait(false);
        HealthState state = result.Status switch
        {
            HealthStatus.Healthy => HealthState.Healthy,
            HealthStatus.Degraded => HealthState.Degraded,
            _ => HealthState.Failed,
        };
        string reason = result.Description ?? result.Exception?.Message ?? result.Status.ToString();
        return new HealthReading(state, reason) { Evidence = [.. result.Data.Select(static fact => $"{fact.Key}: {fact.Value}")] };
    }
}
