using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Link;

namespace Prunella;

/// <summary>Makes a service one that Prunella's supervisor knows from the inside. Without a supervisor nothing changes.</summary>
/// <remarks>
/// Sends the agent two heartbeats (of a dedicated thread and of the thread pool), the journal and the health of this process; says
/// <c>READY=1</c> and <c>STOPPING=1</c> by sd_notify; and as a warm standby keeps the host from starting until it is needed.
/// </remarks>
public static class PrunellaHeartbeatExtensions
{
    /// <summary>Adds the heartbeat to a host, web or not.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options; after the section <c>Prunella:Heartbeat</c>.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder UsePrunellaHeartbeat(
        this IHostApplicationBuilder builder, Action<HeartbeatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = builder.Services.AddPrunellaHeartbeat(configure);
        return builder;
    }

    /// <inheritdoc cref="UsePrunellaHeartbeat(IHostApplicationBuilder, Action{HeartbeatOptions}?)"/>
    public static IHostBuilder UsePrunellaHeartbeat(this IHostBuilder builder, Action<HeartbeatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices((_, services) => services.AddPrunellaHeartbeat(configure));
    }

    /// <summary>Adds the heartbeat to the services of a host.</summary>
    /// <param name="services">The services; a second call changes the options alone.</param>
    /// <param name="configure">Sets the options; after the section <c>Prunella:Heartbeat</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPrunellaHeartbeat(this IServiceCollection services, Action<HeartbeatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        _ = services.AddOptions<HeartbeatOptions>().BindConfiguration("Prunella:Heartbeat")
            .Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HeartbeatOptions>, HeartbeatOptionsValidator>());
        services.TryAddSingleton(static _ => LinkEnvironment.OfThisProcess());
        services.TryAddSingleton(static provider => new ServiceNotifier(provider.GetRequiredService<LinkEnvironment>()));
        if (services.Any(static service => service.ServiceType == typeof(SupervisedProcess)))
            return services;

        services.TryAddSingleton(new ProcessExit(Environment.Exit));
        services.AddSingleton(static provider => new SupervisedProcess(
            provider.GetRequiredService<LinkEnvironment>(),
            provider.GetRequiredService<IOptions<HeartbeatOptions>>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ServiceNotifier>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<ProcessExit>(),
            provider.GetServices<IStandbyWarmup>(),
            provider.GetService<IJournalReader>(),
            provider.GetService<IHealthMonitor>(),
            provider.GetService<SeriesNews>()));
        // Before all other hosted services, whenever they were added: a standby must hold them back.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(
            static provider => provider.GetRequiredService<SupervisedProcess>()));
        return services;
    }
}
