using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Link;
using Prunella.Metrics;
using Prunella.Recovery;
using Prunella.Supervisor.Control;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Runs the services of a plan and heals them: supervisor, health, recovery and journal on one loop, and a socket for operators.</summary>
/// <remarks>Linux only. Any thread may call.</remarks>
[SupportedOSPlatform("linux")]
public sealed class Agent : IAsyncDisposable
{
    // An operator who asked for the end is told of it; one who does not listen is not waited for.
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(1);
    private static int _agents;

    private readonly Reactor _reactor;
    private readonly DedicatedLoop _switch;
    private readonly OutputPump _output;
    private readonly EventJournal _journal;
    private readonly HealthMonitor _health;
    private readonly List<IDisposable> _owned = [];
    private readonly List<Task> _answers = [];
    private readonly Guardian _guardian;
    private readonly ProcessSupervisor _supervisor;
    private readonly InstanceOrders _orders;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StatusPicture? _picture;
    private readonly AgentMetrics _metrics;
    private readonly AgentWatches _watches;
    private Task? _stopping;
    private bool _disposed;
    private volatile bool _released;

    private Agent(SupervisionPlan plan, AgentOptions options, string folder, IDisposable projectLock)
    {
        Plan = plan;
        Options = options;
        _owned.Add(projectLock);
        StartedAt = TimeProvider.System.GetUtcNow();
        try
        {
            ILogger logger = options.Loggers.CreateLogger<Agent>();
            _journal = EventJournal.Open(
                new JournalOptions { Source = "agent", Directory = JournalDirectory }, TimeProvider.System, options.Loggers.CreateLogger<EventJournal>(), options.Scrubber);
            _reactor = new Reactor("prunella", TimeProvider.System, NoteFault);
            _output = new OutputPump(Path.Combine(options.StateDirectory, "logs"), TimeProvider.System, options.Output, NoteFault);

            // A process may run several agents, and none must end what is another's.
            string mark = $"{Environment.ProcessId}-{ProcessFiles.StartTime(Environment.ProcessId)}.{Interlocked.Increment(ref _agents)}";
            Descriptor.KeepFromChildren();
            ControlGroup.SweepAbandoned();
            ControlGroup? group = options.UsesControlGroups ? ControlGroup.TryCreateRoot(mark) : null;
            _guardian = Guardian.Start(mark, group);
            var random = new Random();
            _health = new HealthMonitor(_reactor, _journal, options.Health, random, options.Loggers.CreateLogger<HealthMonitor>(), options.Scrubber);
            // On a thread of its own: a look at a hung disk must not hold up the healing.
            _switch = new DedicatedLoop("prunella-switch", TimeProvider.System, NoteFault);
            KillSwitch = new HealingSwitch(
                _switch, _journal, logger, options.StateDirectory, Environment.GetEnvironmentVariable(HealingSwitch.Variable));
            _metrics = new AgentMetrics(_reactor, () => _supervisor?.Instances ?? [], options.Metrics, options.Loggers.CreateLogger<MetricsHub>());
            if (options.Detection.Enabled)
                _ = _metrics.Hub.AddObserver(new SeriesWatch(options.Detection, _health, _health, new ComponentName("agent")));
            Diagnostician = new LiveDiagnostician(Metrics, _health, options.Diagnosis, own: null, PeerNames.Of(plan));
            Recovery = new RecoveryManager(
                new RecoveryParts
                {
                    Loop = _reactor,
                    Health = _health,
                    Journal = _journal,
                    JournalReader = _journal,
                    KillSwitch = KillSwitch,
                    Diagnostician = DiagnosticianOf(options),
                    Scrubber = options.Scrubber,
                    Errors = options.Errors,
                    Random = random,
                    Logger = options.Loggers.CreateLogger<RecoveryManager>(),
                    Actions = [new ReplaceProcessAction(component => _supervisor!.Find(component)), .. options.Repairs],
                    Evidence = [new ProcessEvidence(component => _supervisor!.Find(component)), .. options.Evidence],
                },
                AgentRules.Recovery(plan, options));
            Alerts = AgentRules.Alerts(plan, options, _reactor, _health, _journal, random, DiagnosticianOf(options));
            _owned.Add(Alerts);

            _ = LaunchScript.BindsToParent; // tried once, before the reaper takes strangers
            bool holds = HeldLaunch.WhyUnavailable is null;
            var context = new SupervisionContext(_reactor, _output, _journal, _health, logger, folder, mark, group, holds, random);
            _supervisor = OnReactor(() => new ProcessSupervisor(context, plan));
            _orders = new InstanceOrders(_reactor, _supervisor);
            _owned.Add(OnReactor(() =>
            {
                _ = new HeartbeatWatch(context, _supervisor);
                _ = new MemoryWatch(context, _supervisor);
                _ = new ZombieReaper(context, _supervisor);
                return new AgentServer(context, (connection, hello) => Welcome(context, connection, hello));
            }));
            _watches = new AgentWatches(plan, _metrics.Hub, _health, _journal, options);
            Recovery.Start();
            FirstUse.Prepare();
        }
        catch
        {
            // Whatever was had by then is given back: nobody gets this agent to dispose of.
            Release();
            _journal?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>What it runs.</summary>
    public SupervisionPlan Plan { get; }

    /// <summary>How it runs it.</summary>
    public AgentOptions Options { get; }

    /// <summary>When it was made, by the wall clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Where the files of its journal are.</summary>
    public string JournalDirectory => Path.Combine(Options.StateDirectory, "journal");

    /// <summary>What people are told.</summary>
    public AlertRouter Alerts { get; }

    /// <summary>How its components are.</summary>
    public IHealthMonitor Health => _health;

    /// <summary>Takes what others see of its components.</summary>
    public IHealthReporter Reports => _health;

    /// <summary>What was and is being done about it.</summary>
    public RecoveryManager Recovery { get; }

    /// <summary>Stops all healing.</summary>
    public HealingSwitch KillSwitch { get; }

    /// <summary>Every fact.</summary>
    public EventJournal Journal => _journal;

    /// <summary>What it measures of itself, the machine and its processes.</summary>
    public IMetricsReader Metrics => _metrics.Hub;

    /// <summary>How the objectives of its plan are kept.</summary>
    public IReadOnlyList<ObjectiveStatus> Objectives => _watches.Objectives;

    /// <summary>Names the cause of a trouble by what is measured.</summary>
    public IDiagnostician Diagnostician { get; }

    /// <summary>Completes when every instance has been ready once.</summary>
    public Task AllReady => _supervisor.AllReady;

    /// <summary>Completes when it has been stopped, by whomever, and no process is left.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Makes an agent and opens its journal and sockets; nothing is started yet.</summary>
    /// <exception cref="SupervisorException">The plan is not valid, a port is taken, a directory can not be had, or an agent of this project runs already.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Agent Create(SupervisionPlan plan, AgentOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The supervisor needs Linux: pidfd, sessions and inherited sockets. The library runs everywhere.");
        if (SupervisionPlanValidator.Validate(plan) is [var first, ..])
            throw new SupervisorException($"{first.Path}: {first.Message}");

        FileStream? projectLock = null;
        Agent? agent = null;
        try
        {
            string folder = options.RuntimeDirectory.Prepare(plan.Project);
            _ = options.RuntimeDirectory.SocketOf(plan.Project); // refuses a path too long for a socket
            projectLock = AgentRules.Lock(plan.Project, folder);
            _ = Directory.CreateDirectory(options.StateDirectory);
            return agent = new Agent(plan, options, folder, projectLock);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SupervisorException(error.Message, error);
        }
        finally
        {
            if (agent is null)
                projectLock?.Dispose();
        }
    }

    /// <summary>Starts the services, each once what it requires is ready. Does not wait: see <see cref="AllReady"/>.</summary>
    public void Start() => _reactor.Post(_supervisor.Start);

    /// <summary>Stops the services in the reverse order, each within its deadline. Idempotent.</summary>
    /// <returns>Completes when no process is left.</returns>
    public Task StopAsync() => OnReactor(() => _stopping ??= StopServicesAsync());

    /// <summary>Kills all processes at once, and so ends the agent: see <see cref="Ended"/>.</summary>
    public void Abort() => _reactor.Post(() =>
    {
        _stopping ??= StopServicesAsync();
        _supervisor.Abort();
    });

    /// <summary>What operators see: components with their processes, incidents, modes, budgets. Does not hold the healing up: it is put together between two steps.</summary>
    /// <exception cref="ObjectDisposedException">The agent is gone.</exception>
    public Task<AgentStatus> StatusAsync()
    {
        ObjectDisposedException.ThrowIf(_released, this);
        return _reactor.RunAsync(() => (_picture ??= new StatusPicture(this)).Take());
    }

    /// <summary>
    /// Restarts the process of a component with the grace of its stop plan: on a person's order, not as healing. No budget, mode or
    /// kill switch is asked; who ordered it and why stands in the journal as the reason of the component's health.
    /// </summary>
    /// <param name="component">A process's component, as <c>orders#2</c>.</param>
    /// <param name="author">Who orders it.</param>
    /// <param name="reason">Why.</param>
    /// <returns>Completes once it serves again.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="TimeoutException">It did not serve again within its start timeout.</exception>
    public Task RestartAsync(ComponentName component, string author, string reason) => OnReactor(() => _orders.RestartAsync(component, $"restarts as {author} ordered: {reason}"));

    /// <summary>Replaces the process of a component, as a part of a repair: whoever orders it asks budgets, modes and the kill switch before.</summary>
    /// <returns>Completes once the new process is started: see <see cref="ServesAsync"/>.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public Task ReplaceAsync(ComponentName component) => OnReactor(() => _orders.ReplaceAsync(component));

    /// <summary>Whether the last start of a component's process came to anything; completes once it is ready, has ended, or was too late.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public Task<bool> ServesAsync(ComponentName component) => OnReactor(() => _orders.ServesAsync(component));

    /// <summary>Sends a signal to the serving process of a component, as a fault of a trial or to make it dump.</summary>
    /// <exception cref="ArgumentException">There is no such process, or no such signal.</exception>
    public Task SignalAsync(ComponentName component, string signal) => OnReactor(() =>
    {
        _orders.Signal(component, signal);
        return Task.CompletedTask;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        await OnReactor(() => Task.WhenAny(Task.WhenAll(_answers), _reactor.PauseAsync(FarewellTime))).ConfigureAwait(false);
        Release();
        await _journal.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A picture for operators. On the reactor.</summary>
    internal IReadOnlyList<ServiceInstance> Instances => _supervisor.Instances;

    // Of an agent that could not be made some of it is not there.
    private void Release()
    {
        if (_reactor is not null)
        {
            _ = OnReactor(() =>
            {
                Recovery?.Dispose();
                KillSwitch?.Dispose();
                foreach (IDisposable owned in Enumerable.Reverse(_owned))
                    owned.Dispose();
                _health?.Dispose();
                _supervisor?.ReleaseSockets();
                return true;
            });
        }

        _released = true;
        _metrics?.Dispose();
        _watches?.Dispose();
        _output?.Dispose();
        if (_output?.Lost > 0)
            _journal?.Append(new EntriesLost { Count = _output.Lost, Reason = "lines of output that could not be written in time" });
        _guardian?.Dispose();
        _reactor?.Dispose();
        _switch?.Dispose();
    }

    /// <summary>What each source says of a component. On the reactor.</summary>
    internal IReadOnlyList<SourceHealth> SourcesOf(ComponentName component) => _health.SourcesOf(component);

    /// <summary>An operator is being answered: the agent does not go before that is done. On the reactor.</summary>
    internal void Track(Task answer)
    {
        _ = _answers.RemoveAll(static each => each.IsCompleted);
        _answers.Add(answer);
    }

    private IDiagnostician? DiagnosticianOf(AgentOptions options) => options.Diagnosis.Enabled && options.Metrics.Enabled ? Diagnostician : null;

    private IPeer? Welcome(SupervisionContext context, FrameConnection connection, Hello hello)
    {
        if (hello.Role == LinkRole.Operator)
            return new OperatorPeer(this, _reactor, connection);
        string? generation = ProcessFiles.Variable(connection.Peer.ProcessId, ChildProcess.Mark);
        ManagedProcess? process = _supervisor.Processes.FirstOrDefault(process => process.Generation == generation);
        return process is null ? null : new ProcessPeer(context, _supervisor.InstanceOf(process), process, _metrics.Linked);
    }

    private async Task StopServicesAsync()
    {
        await _supervisor.StopAsync();
        _ = _ended.TrySetResult();
    }

    private T OnReactor<T>(Func<T> work)
    {
        ObjectDisposedException.ThrowIf(_released && !_reactor.IsCurrent, this);
        return _reactor.Run(work);
    }

    private void NoteFault(Exception error) => _journal.Append(new InternalFault { Stage = "agent", Error = error.ToString() });
}
