using System.ComponentModel;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>One instance of a service: the process that serves, and the standbys behind it. A state machine on the reactor's thread.</summary>
internal sealed class ServiceInstance
{
    /// <summary>The health source for life and death of the process.</summary>
    public const string ProcessSource = "process";

    /// <summary>The health source for its heartbeats.</summary>
    public const string HeartbeatSource = "heartbeat";

    private readonly SupervisionContext _context;
    private readonly IReadOnlyList<HeldSocket> _sockets;
    private readonly ReadinessCheck _readiness;
    private readonly Action<ServiceInstance> _onPhase;
    private readonly Standbys _standbys;
    private readonly NextProcess _next;
    private readonly List<TaskCompletionSource> _awaitingEnd = [];
    private IDisposable? _startDeadline;
    private IDisposable? _stopDeadline;
    private TaskCompletionSource<bool> _settled = new();

    public ServiceInstance(
        SupervisionContext context, ServicePlan plan, ComponentName component, IReadOnlyList<HeldSocket> sockets, Action<ServiceInstance> onPhase)
    {
        _context = context;
        _sockets = sockets;
        _onPhase = onPhase;
        _readiness = new ReadinessCheck(context.Reactor, plan.Ready);
        _standbys = new Standbys(context, plan.Standby, () => Phase == InstancePhase.Ready, () => TryLaunch(standby: true));
        _next = new NextProcess(context, plan, footing => Bring(standby: false, footing));
        Plan = plan;
        Component = component;
    }

    public ServicePlan Plan { get; }

    public ComponentName Component { get; }

    public InstancePhase Phase { get; private set; } = InstancePhase.Stopped;

    /// <summary>The process that serves, or is to; null between a death and a start.</summary>
    public ManagedProcess? Active { get; private set; }

    public IReadOnlyList<ManagedProcess> Standbys => _standbys.Waiting;

    /// <summary>Completes when the last start is decided: true once it is ready, false if it failed or was stopped before.</summary>
    public Task<bool> Settled => _settled.Task;

    /// <summary>Whether it has not been ready yet, and has not been replaced.</summary>
    public bool IsFirstStart => Replacements == 0 && Phase is InstancePhase.Waiting or InstancePhase.Starting && Active is not { IsReady: true };

    /// <summary>How often the serving process was replaced.</summary>
    public int Replacements { get; private set; }

    /// <summary>Whether it counts as failed for the silence of its heart alone.</summary>
    public bool IsSilenced { get; private set; }

    /// <summary>All its processes.</summary>
    public IEnumerable<ManagedProcess> Processes => [.. _standbys.Waiting, .. Active is null ? (ManagedProcess[])[] : [Active], .. _next.Processes];

    public void Wait() => Become(InstancePhase.Waiting);

    /// <summary>Starts the serving process: a standby takes over where one waits, else a new one is started.</summary>
    public void Start()
    {
        _settled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        IsSilenced = false;
        Become(InstancePhase.Starting);
        if (Phase != InstancePhase.Starting)
            return; // the project is being stopped
        _startDeadline = _context.Reactor.Schedule(Plan.StartTimeout, OnStartTimeout);
        Active = _standbys.TakePromoted() ?? _next.TakeLaunched() ?? TryLaunch(standby: false);
        if (Active is { } active)
        {
            _readiness.Begin(() => OnReady(active));
            // With a standby there is no need of it.
            if (Plan.Standby == 0)
                _next.PrepareSoon(() => Phase is InstancePhase.Starting or InstancePhase.Ready);
        }
    }

    /// <summary>Replaces the serving process: ends it with all its descendants if it lives, then starts.</summary>
    /// <returns>Completes once the new process is started; faults where it could not be.</returns>
    public Task ReplaceAsync()
    {
        // Not an async method: after a crash, the way from the exit to the start must not leave this call.
        Replacements++;
        // Whatever a probe says meanwhile, it is not well before the new process is ready.
        _context.Health.Report(Component, ProcessSource, new HealthReading(HealthState.Failed, "is being replaced") { Conclusive = true });
        if (Active is { Exit: null } active)
        {
            active.IsAskedToEnd = true;
            active.Kill();
            return StartAfterEndAsync();
        }

        return StartNow();
    }

    /// <summary>Ends the serving process by asking, then by force, and starts it again: a person's order, which no guard of healing holds up.</summary>
    /// <param name="why">Who asked for it, and why: the journal keeps it.</param>
    public Task RestartAsync(string why)
    {
        if (Phase is InstancePhase.Stopping or InstancePhase.Stopped or InstancePhase.Waiting)
            return Task.FromException(new InvalidOperationException($"{Component} does not run at this moment."));
        Replacements++;
        _context.Health.Report(Component, ProcessSource, new HealthReading(HealthState.Degraded, why) { Conclusive = true });
        if (!Ask())
            return StartNow();
        EndWatch();
        Become(InstancePhase.Starting); // what is asked to end is not to be judged by probes any more
        return StartAfterEndAsync();
    }

    /// <summary>Stops it: asks, and kills after the plan's deadline. Idempotent.</summary>
    public void Stop()
    {
        if (Phase is InstancePhase.Stopped or InstancePhase.Stopping)
            return;
        Become(InstancePhase.Stopping);
        EndWatch();
        foreach (ManagedProcess spare in Processes.Where(process => process != Active))
        {
            spare.IsAskedToEnd = true;
            spare.Kill();
        }

        _ = Ask();
        FinishStop();
    }

    /// <summary>Kills whatever it still runs, at once.</summary>
    public void Abort()
    {
        foreach (ManagedProcess process in Processes)
        {
            process.IsAskedToEnd = true;
            process.Kill();
        }
    }

    /// <summary>Says that a living process is of no use any more, for a reason seen from outside.</summary>
    public void Condemn(ManagedProcess process, string source, string reason)
    {
        if (process == Active)
        {
            IsSilenced = source == HeartbeatSource;
            Become(InstancePhase.Failed);
            EndWatch();
            _context.Health.Report(Component, source, FailureReading.Of(process, reason));
        }
        else
        {
            process.Kill(); // a standby: its exit brings the next one
        }
    }

    /// <summary>Takes back what its silence was taken for: the process beats again, and nobody has replaced it.</summary>
    public void Acquit(ManagedProcess process)
    {
        if (process != Active || !IsSilenced || process is not { Exit: null, IsReady: true, IsAskedToEnd: false })
            return;
        IsSilenced = false;
        Become(InstancePhase.Ready);
        Forgive(FormattableString.Invariant($"process {process.Id} beats again"));
    }

    private void Become(InstancePhase phase)
    {
        Phase = phase;
        if (phase is InstancePhase.Ready or InstancePhase.Failed or InstancePhase.Stopping)
            _ = _settled.TrySetResult(phase == InstancePhase.Ready);
        _onPhase(this);
    }

    private Task StartNow()
    {
        Start();
        return Active is null ? Task.FromException(new InvalidOperationException($"{Component} could not be started.")) : Task.CompletedTask;
    }

    private async Task StartAfterEndAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaitingEnd.Add(ended);
        await ended.Task;
        // Several may have waited for the one end: the first of them starts.
        if (Phase is not (InstancePhase.Stopping or InstancePhase.Stopped) && Active is null)
            await StartNow();
    }

    private bool Ask()
    {
        if (Active is not { Exit: null } active)
            return false;
        _ = Signals.TryParse(Plan.Stop.Signal, out int signal);
        active.AskToEnd(signal);
        _stopDeadline = _context.Reactor.Schedule(Plan.Stop.Timeout, active.Kill);
        return true;
    }

    private ManagedProcess? TryLaunch(bool standby)
    {
        try
        {
            ManagedProcess process = Bring(standby, footing: null);
            _ = process.Launch();
            return process;
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            if (!standby)
            {
                Become(InstancePhase.Failed);
                EndWatch();
                // Later, not now: whoever asked for the start has to hear first that it failed.
                _context.Reactor.Post(() => _context.Health.Report(
                    Component, ProcessSource, new HealthReading(HealthState.Failed, $"could not be started: {error.Message}") { Conclusive = true }));
            }

            return null;
        }
    }

    private ManagedProcess Bring(bool standby, LaunchFooting? footing) =>
        new(_context, Plan, Component, _sockets, standby, footing, OnNotify, OnExit);

    private void OnNotify(ManagedProcess process, string name, string value)
    {
        if (name == "READY" && value == "1" && process == Active && Plan.Ready is Readiness.Notify)
            OnReady(process);
        else if (name == "STOPPING" && value == "1" && process == Active && !process.IsAskedToEnd)
            process.IsReady = false;
    }

    private void OnReady(ManagedProcess process)
    {
        // Late is better than never: it may still be there, where nothing may replace it.
        if (process != Active || process is not { Exit: null, IsReady: false, IsAskedToEnd: false } || Phase is not (InstancePhase.Starting or InstancePhase.Failed))
            return;
        EndWatch();
        process.IsReady = true;
        TimeSpan took = process.SinceCall;
        _context.Journal.Append(new ProcessReady { Component = Component, ProcessId = process.Id, Duration = took });
        Become(InstancePhase.Ready);
        Forgive(FormattableString.Invariant($"process {process.Id} is ready"));
        _standbys.Fill();
    }

    /// <summary>What was seen of the former process is void.</summary>
    private void Forgive(string reason) =>
        _context.Health.Report(Component, ProcessSource, HealthReading.Healthy(reason) with { Conclusive = true, Renews = true });

    private void OnStartTimeout()
    {
        if (Phase == InstancePhase.Starting && Active is { } active)
            Condemn(active, ProcessSource, FormattableString.Invariant($"not ready within {Plan.StartTimeout.TotalSeconds:0.##} s"));
    }

    private void OnExit(ManagedProcess process, ExitStatus status)
    {
        if (process.LaunchedAt is null)
        {
            OnUnusedExit(process);
            return;
        }

        // Recovery decides and acts within this call: the successor runs before anybody is woken to hear of it.
        using IDisposable quiet = _context.Journal.HoldNews();
        bool asked = process.IsAskedToEnd || Phase == InstancePhase.Stopping;
        process.Kill(); // what it left behind must not hold a port against its successor
        IReadOnlyList<string> lines = process.LastLines();
        _context.Journal.Append(new ProcessExited
        {
            Component = Component, ProcessId = process.Id, ExitCode = status.Code,
            Signal = status.Signal is { } signal ? Signals.NameOf(signal) : null,
            Asked = asked, Uptime = process.Uptime, LastLines = asked ? [] : lines,
        });

        if (process == Active)
            OnActiveExit(process, status, asked, lines);
        else
            OnStandbyExit(process);
        process.Dispose();
    }

    private void OnActiveExit(ManagedProcess process, ExitStatus status, bool asked, IReadOnlyList<string> lines)
    {
        Active = null;
        EndWatch();
        _stopDeadline?.Dispose();
        TaskCompletionSource[] waiting = [.. _awaitingEnd];
        _awaitingEnd.Clear();
        foreach (TaskCompletionSource ended in waiting)
            ended.SetResult();

        if (Phase == InstancePhase.Stopping)
        {
            FinishStop();
        }
        else if (!asked)
        {
            Become(InstancePhase.Failed);
            _context.Health.Report(Component, ProcessSource, FailureReading.OfExit(process, status, lines));
        }
    }

    private void OnStandbyExit(ManagedProcess process)
    {
        _standbys.OnExit(process, refill: Phase != InstancePhase.Stopping);
        if (Phase == InstancePhase.Stopping)
            FinishStop();
    }

    private void OnUnusedExit(ManagedProcess process)
    {
        _next.OnExit(process);
        process.Dispose();
        if (Phase == InstancePhase.Stopping)
            FinishStop();
    }

    private void FinishStop()
    {
        if (!Processes.Any())
            Become(InstancePhase.Stopped);
    }

    private void EndWatch()
    {
        _startDeadline?.Dispose();
        _readiness.End();
    }
}
