using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella;

/// <summary>Says what of a service is watched and how it is healed.</summary>
/// <param name="services">The services of the host.</param>
public sealed class PrunellaBuilder(IServiceCollection services)
{
    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Watches a component: a dependency, a worker, a queue.</summary>
    public PrunellaBuilder AddComponent(ComponentDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return AddComponent(_ => description);
    }

    /// <summary>Watches a component whose probes need services of the host, as an <c>IHealthCheck</c> does.</summary>
    public PrunellaBuilder AddComponent(Func<IServiceProvider, ComponentDescription> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        _ = Services.AddSingleton(provider => new WatchedComponent(describe(provider), Restart: null));
        return this;
    }

    /// <summary>Watches a component that can be restarted inside the process: healing's second tier.</summary>
    /// <param name="description">The component.</param>
    /// <param name="restart">Ends what runs and starts it anew; completes once it runs. An exception means that it failed.</param>
    public PrunellaBuilder AddRestartable(ComponentDescription description, Func<IServiceProvider, CancellationToken, ValueTask> restart)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(restart);
        _ = Services.AddSingleton(provider => new WatchedComponent(description, cancellation => restart(provider, cancellation)));
        return this;
    }

    /// <summary>Promises something: people are told when its error budget burns too fast. Those of the section <c>Prunella:Health:Objectives</c> come besides.</summary>
    public PrunellaBuilder AddObjective(ServiceObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        _ = Services.Configure<ObjectiveOptions>(options => options.Of.Add(objective));
        return this;
    }

    /// <summary>Adds a remedy of the service's own.</summary>
    public PrunellaBuilder AddRecoveryAction<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TAction>()
        where TAction : class, IRecoveryAction
    {
        _ = Services.AddSingleton<IRecoveryAction, TAction>();
        return this;
    }

    /// <summary>Takes in what the health checks of <c>AddHealthChecks()</c> find: each becomes a component, see <see cref="HealthCheckFeed"/>.</summary>
    public PrunellaBuilder AddHealthCheckResults()
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, HealthCheckFeed>());
        return this;
    }

    /// <summary>Posts alerts to an address, besides the log.</summary>
    public PrunellaBuilder AddAlertWebhook(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        _ = Services.AddSingleton<IAlertChannel>(provider => new WebhookAlertChannel(address, new Random(), provider.GetService<TimeProvider>()));
        return this;
    }
}
