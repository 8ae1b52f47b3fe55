using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Feeds what the health checks of ASP.NET Core find into the runtime: each check is a component that it reports of. Unhealthy is Failed.</summary>
/// <remarks>
/// The checks run as often as <c>HealthCheckPublisherOptions</c> says, by default every 30 s. A check's name becomes a component's: small letters, and hyphens for
/// what no name may hold. <see cref="RollUpHealthCheck"/> is passed over: it tells what the runtime knows already. A component that was declared keeps its description.
/// </remarks>
/// <param name="reporter">Takes the results.</param>
/// <param name="monitor">Tells which components are known.</param>
public sealed class HealthCheckFeed(IHealthReporter reporter, IHealthMonitor monitor) : IHealthCheckPublisher
{
    /// <summary>The source of the reports.</summary>
    public const string Source = "health-check";

    /// <inheritdoc/>
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach ((string name, HealthReportEntry entry) in report.Entries)
        {
            if (entry.Data.ContainsKey(RollUpHealthCheck.Mark) || NameOf(name) is not { } component)
                continue;
            if (!monitor.Current.Components.ContainsKey(component))
                reporter.Register(new ComponentDescription(component) { Kind = "check" });
            reporter.Report(component, Source, ReadingOf(entry));
        }

        return Task.CompletedTask;
    }

    /// <summary>The component of a check; null where nothing of its name can be one's.</summary>
    internal static ComponentName? NameOf(string check)
    {
        string name = new([.. check.Take(ComponentName.MaxLength).Select(static letter =>
            char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : letter is '.' or '_' or '/' or '#' ? letter : '-')]);
        return ComponentName.TryParse(name.TrimStart('.', '_', '-', '/', '#'), out ComponentName component) ? component : null;
    }

    private static HealthReading ReadingOf(HealthReportEntry entry)
    {
        HealthState state = entry.Status switch
        {
            HealthStatus.Healthy => HealthState.Healthy,
            HealthStatus.Degraded => HealthState.Degraded,
            _ => HealthState.Failed,
        };
        return new HealthReading(state, entry.Description ?? entry.Exception?.Message ?? entry.Status.ToString())
        {
            Evidence = [.. entry.Data.Select(static fact => $"{fact.Key}: {fact.Value}")],
        };
    }
}
