using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Kernel;

namespace Prunella.Resilience;

/// <summary>Protects calls to services, each by a pipeline of its own. Make one for a process, or let dependency injection do it. Thread-safe.</summary>
public sealed class SelfHealingEngine : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly IKillSwitch? _killSwitch;
    private readonly Random _random;
    private readonly ServiceOptions _defaults;
    private readonly BoundedRegistry<string, SelfHealingPipeline> _services;
    private readonly ConcurrentDictionary<string, ServiceOptions> _configured = new(StringComparer.Ordinal);
    private readonly Lock _livingLock = new();
    private readonly List<WeakReference<SelfHealingPipeline>> _living = [];
    private readonly ITimer _timer;

    /// <param name="options">What it works with; null for the environment's flags and the system's clock alone.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SelfHealingEngine(SelfHealingEngineOptions? options = null)
    {
        options ??= new SelfHealingEngineOptions();
        OptionRule.Require<SelfHealingEngineOptions>(options.MaxServices >= 1, nameof(options.MaxServices), "at least 1");
        _killSwitch = options.KillSwitch;
        _random = options.Random ?? new Random();
        _defaults = options.Defaults.Validated();
        Clock = new CoarseClock(options.Time);
        Reporter = new HealingReporter(new LevelFilter(options.Logger ?? NullLogger.Instance, () => Flags?.Current ?? new SelfHealingFlags()), options.Journal, Clock, options.IsObserved);
        Clock.OnFault = fault => Reporter.Fault("clock", fault);
        Flags = new FlagStore(options.FlagSources, Reporter.FlagProblem) { Changed = OnFlagsChanged };
        Sweeper = new TimeoutSweeper(Clock);
        _services = new(options.MaxServices, Clock, NewPipeline);
        using (ExecutionContext.SuppressFlow()) // the timer belongs to no caller
            _timer = options.Time.CreateTimer(static engine => ((SelfHealingEngine)engine!).Turn(), this, Pace, Pace);
        if (options.IsObserved)
            ResilienceMetrics.Watch(this);
    }

    /// <summary>The flags in force, and how to set them at run time.</summary>
    public FlagStore Flags { get; }

    /// <summary>The services called so far.</summary>
    public IEnumerable<SelfHealingPipeline> Services => _services.Values;

    /// <summary>All circuit breakers.</summary>
    public IEnumerable<CircuitBreaker> Circuits => Services.SelectMany(static service => service.Circuits);

    /// <summary>The clock it works by.</summary>
    public TimeProvider Time => Clock.Time;

    internal CoarseClock Clock { get; }

    internal TimeoutSweeper Sweeper { get; }

    internal HealingReporter Reporter { get; }

    /// <summary>Whether the kill switch is thrown. One that can not be asked is taken as not thrown.</summary>
    internal bool IsStopped
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _killSwitch is not null && AskKillSwitch();
    }

    /// <summary>The pipeline of a service, made when first asked for.</summary>
    /// <exception cref="ArgumentException"><paramref name="service"/> is empty.</exception>
    public SelfHealingPipeline For(string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        return _services.Get(service);
    }

    /// <summary>Says how calls to a service are protected, now and from now on.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the old ones stay.</exception>
    public void Configure(string service, ServiceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentNullException.ThrowIfNull(options);
        _configured[service] = options.Validated();
        For(service).Options = options;
    }

    /// <inheritdoc cref="SelfHealingPipeline.ExecuteAsync{T}(Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    /// <param name="service">The service that is called: a few names, not ids.</param>
    /// <param name="call">The call; told when to give up.</param>
    /// <param name="options">What it says about itself.</param>
    /// <param name="cancellationToken">The caller's; a call that the caller gives up counts nowhere.</param>
    [OverloadResolutionPriority(1)]
    public ValueTask<T> ExecuteAsync<T>(
        string service, Func<CancellationToken, ValueTask<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        For(service).ExecuteAsync(call, options, cancellationToken);

    /// <inheritdoc cref="ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public ValueTask<T> ExecuteAsync<T>(
        string service, Func<CancellationToken, Task<T>> call, CallOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        For(service).ExecuteAsync(call, options, cancellationToken);

    /// <inheritdoc cref="ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask ExecuteAsync(
        string service, Func<CancellationToken, ValueTask> call, CallOptions<Nothing>? options = null, CancellationToken cancellationToken = default) =>
        For(service).ExecuteAsync(call, options, cancellationToken);

    /// <inheritdoc cref="ExecuteAsync{T}(string, Func{CancellationToken, ValueTask{T}}, CallOptions{T}?, CancellationToken)"/>
    public ValueTask ExecuteAsync(
        string service, Func<CancellationToken, Task> call, CallOptions<Nothing>? options = null, CancellationToken cancellationToken = default) =>
        For(service).ExecuteAsync(call, options, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Sweeper.Dispose();
        Reporter.Flush();
    }

    internal TimeSpan Draw(ExponentialBackoff backoff, int attempt)
    {
        lock (_random)
            return backoff.Delay(attempt, _random);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AskKillSwitch()
    {
        try
        {
            return _killSwitch!.Engaged;
        }
        catch (Exception fault)
        {
            Reporter.Fault("kill-switch", fault);
            return false;
        }
    }

    private SelfHealingPipeline NewPipeline(string service)
    {
        SelfHealingPipeline pipeline = new(service, _configured.GetValueOrDefault(service, _defaults), this);
        lock (_livingLock)
            _living.Add(new WeakReference<SelfHealingPipeline>(pipeline));
        pipeline.Rebuild(); // the flags may have changed before it could be told
        return pipeline;
    }

    private void OnFlagsChanged(SelfHealingFlags before, SelfHealingFlags after)
    {
        if (before.Enabled != after.Enabled)
            Reporter.Switched(after.Enabled);
        foreach (SelfHealingPipeline service in Living())
            service.Rebuild();
    }

    // All that somebody still holds, those too that had to make room for others: the switch must reach their calls as well.
    private List<SelfHealingPipeline> Living()
    {
        lock (_livingLock)
        {
            List<SelfHealingPipeline> living = [];
            _living.RemoveAll(reference =>
            {
                if (!reference.TryGetTarget(out SelfHealingPipeline? service))
                    return true;
                living.Add(service);
                return false;
            });
            return living;
        }
    }

    private void Turn()
    {
        try
        {
            Flags.Reload();
            Reporter.Flush();
            _ = Living(); // those that are gone leave the list
        }
        catch (Exception fault)
        {
            Reporter.Fault("turn", fault);
        }
    }
}
