using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;

namespace Prunella;

/// <summary>The process's side of supervision: beats from the start, waits where it is a standby, and says when it serves and stops.</summary>
/// <remarks>The first of all hosted services, so that none of them works before the word of the supervisor.</remarks>
internal sealed class SupervisedProcess : IHostedLifecycleService, IDisposable
{
    private readonly LinkEnvironment _environment;
    private readonly HeartbeatOptions _options;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ServiceNotifier _notifier;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly ProcessExit _exit;
    private readonly IEnumerable<IStandbyWarmup> _warmups;
    private readonly IJournalReader? _journal;
    private readonly IHealthMonitor? _health;
    private readonly SeriesNews? _series;
    private AgentLink? _link;

    public SupervisedProcess(
        LinkEnvironment environment,
        IOptions<HeartbeatOptions> options,
        IHostApplicationLifetime lifetime,
        ServiceNotifier notifier,
        ILoggerFactory loggers,
        ProcessExit exit,
        IEnumerable<IStandbyWarmup> warmups,
        IJournalReader? journal,
        IHealthMonitor? health,
        SeriesNews? series)
    {
        _environment = environment;
        _options = options.Value;
        _lifetime = lifetime;
        _notifier = notifier;
        _loggers = loggers;
        _logger = loggers.CreateLogger<SupervisedProcess>();
        _exit = exit;
        _warmups = warmups;
        _journal = journal;
        _health = health;
        _series = series;
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = _lifetime.ApplicationStarted.Register(_notifier.Ready);
        _ = _lifetime.ApplicationStopping.Register(_notifier.Stopping);
        _link = StartLink();
        if (_environment.StandbyDescriptor is { } descriptor)
            await StandByAsync(descriptor, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Beats go on until here, for stopping takes its time too.</summary>
    public void Dispose() => _link?.Dispose();

    private AgentLink? StartLink()
    {
        if (_environment.LinkPath is not { } path)
            return null;
        if (!ComponentName.TryParse(_environment.Component, out ComponentName component))
        {
            _logger.NoComponent(_environment.Component);
            return null;
        }

        var options = new AgentLinkOptions(path, component, _options.Interval) { Journal = _journal, Health = _health, Series = _series };
        return new AgentLink(options, _loggers.CreateLogger<AgentLink>());
    }

    private async Task StandByAsync(string descriptor, CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable(LinkEnvironment.StandbyVariable, null); // it is not for the children of this process
        Task<string?> word = StandbyGate.WaitAsync(descriptor);
        var takeover = new CancellationTokenSource();
        _ = Task.Run(() => WarmAsync(takeover.Token), CancellationToken.None);
        string? dismissed;
        try
        {
            dismissed = await word.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (_lifetime.ApplicationStopping.IsCancellationRequested)
        {
            dismissed = "it was told to stop";
        }

        _ = takeover.CancelAsync(); // not waited for, nor is the warm-up: a client waits already

        if (dismissed is null)
        {
            _logger.TakingOver();
            return;
        }

        // There is nothing to stop in order: nothing has started.
        _logger.Dismissed(dismissed);
        _exit.End(0);
        throw new OperationCanceledException(dismissed); // reached only where the end is put off
    }

    private async Task WarmAsync(CancellationToken takeover)
    {
        _notifier.Status("warming up");
        foreach (IStandbyWarmup warmup in _warmups)
        {
            try
            {
                await warmup.WarmAsync(takeover);
            }
            catch (Exception) when (takeover.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _logger.WarmupFailed(warmup.GetType().Name, error);
            }
        }

        if (takeover.IsCancellationRequested)
            return;
        _logger.StandingBy();
        _notifier.Status("standing by");
    }
}
