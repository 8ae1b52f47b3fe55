using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Looks at the heartbeats of all processes many times a second, and withholds judgement when it was itself held up.</summary>
internal sealed class HeartbeatWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    // If we could not run for this long, a silence may be ours.
    private static readonly TimeSpan OwnDelay = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Probation = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, TimeSpan> _wellSince = [];
    private readonly ProcessSupervisor _supervisor;
    private readonly SupervisionContext _context;
    private TimeSpan _lastLook;

    public HeartbeatWatch(SupervisionContext context, ProcessSupervisor supervisor)
    {
        _context = context;
        _supervisor = supervisor;
        _lastLook = context.Now;
        Next();
    }

    private void Next() => _context.Reactor.Schedule(Period, Look);

    private void Look()
    {
        Next(); // first: no fault below ends the watch
        TimeSpan now = _context.Now;
        bool heldUp = now - _lastLook > Period + OwnDelay;
        _lastLook = now;
        foreach (ServiceInstance instance in _supervisor.Instances)
        {
            foreach (ManagedProcess process in instance.Processes.ToArray())
            {
                if (heldUp)
                    process.Judge?.Forgive(now);
                else if (instance.IsSilenced && process == instance.Active)
                    Reconsider(instance, process, now);
                else if (IsJudged(instance, process) && process.Judge?.Verdict(now) is { } verdict)
                    instance.Condemn(process, ServiceInstance.HeartbeatSource, Explain(process, verdict));
            }
        }
    }

    /// <summary>A process that woke by itself, because nothing was to replace it, is well after a time of good beats.</summary>
    private void Reconsider(ServiceInstance instance, ManagedProcess process, TimeSpan now)
    {
        if (process.Judge?.Verdict(now) is not null)
            _wellSince.Remove(process.Id);
        else if (!_wellSince.TryGetValue(process.Id, out TimeSpan since))
            _wellSince[process.Id] = now;
        else if (now - since > Probation)
        {
            _wellSince.Remove(process.Id);
            instance.Acquit(process);
        }
    }

    private static bool IsJudged(ServiceInstance instance, ManagedProcess process) =>
        process is { Exit: null, IsAskedToEnd: false } && (process != instance.Active || instance.Phase is InstancePhase.Ready or InstancePhase.Starting);

    private static string Explain(ManagedProcess process, string verdict) =>
        ProcessFiles.IsStopped(process.Id) ? $"{verdict}; stopped by a signal" : verdict;
}
