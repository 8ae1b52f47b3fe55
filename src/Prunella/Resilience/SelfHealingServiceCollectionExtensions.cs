using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Resilience;

/// <summary>Brings the engine into a host.</summary>
public static class SelfHealingServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="SelfHealingEngine"/>, with the host's clock, log, journal, kill switch and configuration, and makes it the one behind <see cref="SelfHealing"/>.</summary>
    public static IServiceCollection AddSelfHealing(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SelfHealingOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SelfHealingOptions>, SelfHealingConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<SelfHealingOptions>, SelfHealingConfiguration>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SelfHealingOptions>, SelfHealingOptionsValidator>());
        services.TryAddSingleton(NewEngine);
        services.AddHostedService<RehearsalService>();
        return services;
    }

    private static SelfHealingEngine NewEngine(IServiceProvider provider)
    {
        List<IFlagSource> sources = [new EnvironmentFlagSource()];
        if (provider.GetService<IConfiguration>() is { } configuration)
            sources.Add(new ConfigurationFlagSource(configuration));
        var engine = new SelfHealingEngine(new SelfHealingEngineOptions
        {
            Time = provider.GetRequiredService<TimeProvider>(),
            Journal = provider.GetService<IJournal>(),
            Logger = provider.GetService<ILoggerFactory>()?.CreateLogger("Prunella.Resilience"),
            KillSwitch = provider.GetService<IKillSwitch>(),
            FlagSources = sources,
        });
        var options = provider.GetRequiredService<IOptionsMonitor<SelfHealingOptions>>();
        string[] configured = [];
        Apply(options.CurrentValue);
        _ = options.OnChange(Apply);
        SelfHealing.Engine = engine;
        return engine;

        void Apply(SelfHealingOptions changed)
        {
            foreach (string gone in configured.Except(changed.Services.Keys))
                engine.Configure(gone, new ServiceOptions());
            configured = [.. changed.Services.Keys];
            foreach ((string service, ServiceOptions own) in changed.Services)
                engine.Configure(service, own);
        }
    }
}
