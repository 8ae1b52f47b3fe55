using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;
using Prunella.Metrics;
using Prunella.Recovery;
using Prunella.Resilience;

namespace Prunella;

/// <summary>The healing runtime inside a process. It works alone; beside an agent it tells the agent what it does.</summary>
public static class PrunellaServiceCollectionExtensions
{
    private const string LoopName = "prunella";
    private const string SwitchLoopName = "prunella-switch";

    /// <summary>Adds journal, metrics, health, recovery and healing of calls, and the heartbeat of <c>UsePrunellaHeartbeat</c>.</summary>
    /// <remarks>
    /// Options come from the sections <c>Prunella:Journal</c>, <c>Prunella:Metrics</c>, <c>Prunella:Health</c> (with <c>Detection</c>, <c>Exhaustion</c> and <c>Objectives</c> below it) and <c>Prunella:Recovery</c>.
    /// <c>SELF_HEALING_ENABLED=false</c> stops healing from the start.
    /// </remarks>
    /// <param name="services">The services of the host; a second call adds nothing.</param>
    /// <returns>A builder for what is to be watched.</returns>
    public static PrunellaBuilder AddPrunella(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _ = services.AddPrunellaHeartbeat();
        _ = services.AddSelfHealing();
        if (services.Any(static service => service.ServiceType == typeof(HealingRuntime)))
            return new PrunellaBuilder(services);

        AddOptions(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILoop>(static provider => new DedicatedLoop(
            LoopName, TimeProvider.System, provider.GetRequiredService<ILoggerFactory>().CreateLogger<HealingRuntime>().LoopFailed));
        services.TryAddSingleton(static provider => EventJournal.Open(
            provider.GetRequiredService<IOptions<JournalOptions>>().Value, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventJournal>>(), ScrubberOf(provider)));
        services.TryAddSingleton<IJournal>(static provider => provider.GetRequiredService<EventJournal>());
        services.TryAddSingleton<IJournalReader>(static provider => provider.GetRequiredService<EventJournal>());
        services.TryAddSingleton(static provider => new HealthMonitor(
            provider.GetRequiredService<ILoop>(), provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IOptions<HealthOptions>>().Value,
            new Random(), provider.GetRequiredService<ILogger<HealthMonitor>>(), ScrubberOf(provider)));
        services.TryAddSingleton<IHealthMonitor>(static provider => provider.GetRequiredService<HealthMonitor>());
        services.TryAddSingleton<IHealthReporter>(static provider => provider.GetRequiredService<HealthMonitor>());
        AddMetrics(services);
        services.TryAddSingleton<RollUpHealthCheck>();
        AddRecovery(services);
        services.AddSingleton<HealingRuntime>();
        services.AddHostedService(static provider => provider.GetRequiredService<HealingRuntime>());
        services.AddHostedService(static provider => new CircuitSuspicion(
            provider.GetRequiredService<ILoop>(), provider.GetRequiredService<IHealthMonitor>(), provider.GetRequiredService<SelfHealingEngine>()));
        return new PrunellaBuilder(services);
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<JournalOptions>().BindConfiguration("Prunella:Journal").ValidateOnStart();
        services.AddOptions<HealthOptions>().BindConfiguration("Prunella:Health").ValidateOnStart();
        services.AddOptions<RecoveryOptions>().BindConfiguration("Prunella:Recovery").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RecoveryOptions>, RecoveryOptionsValidator>());
        services.AddOptions<JournalOptions>().Configure<LinkEnvironment>(static (journal, link) => journal.Source = link.Component ?? journal.Source);
    }

    private static void AddMetrics(IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration("Prunella:Metrics").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>());
        services.TryAddSingleton(static provider => MetricsHub.OnOwnThreads(
            provider.GetRequiredService<IOptions<MetricsOptions>>().Value, TimeProvider.System, provider.GetRequiredService<ILogger<MetricsHub>>()));
        services.TryAddSingleton<IMetricsReader>(static provider => provider.GetRequiredService<MetricsHub>());
        // What is learned lies beside the history of the points, where that is kept.
        services.TryAddSingleton(static provider => new WatchMemories(
            provider.GetRequiredService<IOptions<MetricsOptions>>().Value.HistoryFile is { } history
                ? new WatchMemory(history + ".learned", provider.GetRequiredService<ILogger<WatchMemory>>()) : null));
        services.TryAddSingleton<SeriesNews>();
        services.AddSingleton<ISeriesObserver>(static provider => provider.GetRequiredService<SeriesNews>());
        AddDetection(services);
        AddExhaustion(services);
        AddObjectives(services);
        AddDiagnosis(services);
        services.AddHostedService<MetricsRuntime>();
    }

    private static void AddDetection(IServiceCollection services)
    {
        services.AddOptions<SeriesWatchOptions>().BindConfiguration("Prunella:Health:Detection").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SeriesWatchOptions>, SeriesWatchOptionsValidator>());
        services.AddSingleton<ISeriesObserver>(static provider =>
        {
            SeriesWatchOptions options = provider.GetRequiredService<IOptions<SeriesWatchOptions>>().Value;
            return new SeriesWatch(options, provider.GetRequiredService<IHealthReporter>(), provider.GetRequiredService<IHealthMonitor>(), OwnName(provider),
                provider.GetRequiredService<WatchMemories>().Memory);
        });
    }

    private static void AddExhaustion(IServiceCollection services)
    {
        services.AddOptions<ExhaustionOptions>().BindConfiguration("Prunella:Health:Exhaustion").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ExhaustionOptions>, ExhaustionOptionsValidator>());
        services.TryAddSingleton(static provider => new ExhaustionWatch(
            provider.GetRequiredService<IOptions<ExhaustionOptions>>().Value, provider.GetRequiredService<IMetricsReader>(),
            provider.GetRequiredService<IHealthReporter>(), provider.GetRequiredService<IHealthMonitor>(), OwnName(provider)));
        services.AddSingleton<ISeriesObserver>(static provider => provider.GetRequiredService<ExhaustionWatch>());
    }

    private static void AddObjectives(IServiceCollection services)
    {
        services.AddOptions<ObjectiveOptions>().BindConfiguration("Prunella:Health:Objectives").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ObjectiveOptions>, ObjectiveOptionsValidator>());
        services.TryAddSingleton(static provider => new ObjectiveWatch(
            provider.GetRequiredService<IOptions<ObjectiveOptions>>().Value.Of, provider.GetRequiredService<IMetricsReader>(),
            provider.GetRequiredService<IHealthReporter>(), provider.GetRequiredService<IHealthMonitor>(), provider.GetRequiredService<IJournal>(), TimeProvider.System,
            provider.GetRequiredService<WatchMemories>().Memory));
        services.TryAddSingleton<IObjectives>(static provider => provider.GetRequiredService<ObjectiveWatch>());
        services.AddSingleton<ISeriesObserver>(static provider => provider.GetRequiredService<ObjectiveWatch>());
    }

    private static void AddDiagnosis(IServiceCollection services)
    {
        services.AddOptions<DiagnosisOptions>().BindConfiguration("Prunella:Health:Diagnosis").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiagnosisOptions>, DiagnosisOptionsValidator>());
        services.TryAddSingleton(static provider => new CallWatch(provider.GetRequiredService<IOptions<DiagnosisOptions>>().Value, TimeProvider.System));
        services.AddSingleton<ISeriesSource>(static provider => provider.GetRequiredService<CallWatch>());
        services.TryAddSingleton<IDiagnostician>(static provider => new LiveDiagnostician(
            provider.GetRequiredService<IMetricsReader>(), provider.GetRequiredService<IHealthMonitor>(),
            provider.GetRequiredService<IOptions<DiagnosisOptions>>().Value, OwnName(provider)));
    }

    private static IDiagnostician? DiagnosticianOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<DiagnosisOptions>>().Value.Enabled && provider.GetRequiredService<IOptions<MetricsOptions>>().Value.Enabled
            ? provider.GetRequiredService<IDiagnostician>() : null;

    // The least where no better one is registered, as by AddScrubbing of Prunella.Patterns.
    private static IScrubber ScrubberOf(IServiceProvider provider) => provider.GetService<IScrubber>() ?? new KeyValueScrubber();

    private static ComponentName OwnName(IServiceProvider provider)
    {
        string? named = provider.GetRequiredService<IOptions<SeriesWatchOptions>>().Value.Component ?? provider.GetRequiredService<LinkEnvironment>().Component;
        return ComponentName.TryParse(named, out ComponentName own) ? own : new ComponentName("process");
    }

    private static void AddRecovery(IServiceCollection services)
    {
        // On a thread of its own: a look at a hung disk must not hold up the healing.
        services.TryAddKeyedSingleton<ILoop>(SwitchLoopName, static (provider, name) => new DedicatedLoop(
            (string)name!, TimeProvider.System, provider.GetRequiredService<ILoggerFactory>().CreateLogger<HealingSwitch>().LoopFailed));
        services.TryAddSingleton(static provider => new HealingSwitch(
            provider.GetRequiredKeyedService<ILoop>(SwitchLoopName), provider.GetRequiredService<IJournal>(), provider.GetRequiredService<ILogger<HealingSwitch>>(),
            provider.GetRequiredService<IOptions<RecoveryOptions>>().Value.StateDirectory, Environment.GetEnvironmentVariable(HealingSwitch.Variable)));
        services.TryAddSingleton<IKillSwitch>(static provider => provider.GetRequiredService<HealingSwitch>());
        services.TryAddSingleton<ResetUnitAction>();
        services.AddSingleton<IRecoveryAction>(static provider => provider.GetRequiredService<ResetUnitAction>());
        services.AddSingleton<IAlertChannel, LogAlertChannel>();
        services.TryAddSingleton(static provider => new AlertRouter(
            provider.GetRequiredService<ILoop>(), provider.GetRequiredService<IHealthMonitor>(), provider.GetRequiredService<IJournal>(),
            [.. provider.GetServices<IAlertChannel>(), .. AlertChannels.Of(provider.GetRequiredService<IOptions<HealthOptions>>().Value.Alerts)], provider.GetRequiredService<IOptions<HealthOptions>>().Value.Alerts,
            provider.GetRequiredService<ILogger<AlertRouter>>(),
            provider.GetRequiredService<IOptions<RecoveryOptions>>().Value.StateDirectory is { } state ? Path.Combine(state, "alerts.json") : null,
            DiagnosticianOf(provider)));
        services.TryAddSingleton(static provider => new RecoveryManager(
            new RecoveryParts
            {
                Loop = provider.GetRequiredService<ILoop>(),
                Health = provider.GetRequiredService<IHealthMonitor>(),
                Journal = provider.GetRequiredService<IJournal>(),
                JournalReader = provider.GetRequiredService<IJournalReader>(),
                KillSwitch = provider.GetRequiredService<IKillSwitch>(),
                Actions = [.. provider.GetServices<IRecoveryAction>()],
                Ranking = provider.GetService<IActionRanking>(),
                Evidence = [.. provider.GetServices<IEvidenceSource>()],
                Diagnostician = DiagnosticianOf(provider),
                Scrubber = ScrubberOf(provider),
                Errors = provider.GetService<IErrorMemory>(),
                Random = new Random(),
                Logger = provider.GetRequiredService<ILogger<RecoveryManager>>(),
            },
            provider.GetRequiredService<IOptions<RecoveryOptions>>().Value));
    }
}
