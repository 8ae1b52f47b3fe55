using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Looks at the heartbeats of all processes many times a second, and withholds judgement when it was itself held up.</summary>
internal sealed class HeartbeatWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    // If we could not run for this long, a silence may be ours.
    private static readonly TimeSpan OwnDelay = TimeSpan.FromMilliseconds(250);

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
        TimeSpan now = _context.Now;
        bool heldUp = now - _lastLook > Period + OwnDelay;
        _lastLook = now;
        foreach (ServiceInstance instance in _supervisor.Instances)
        {
            foreach (ManagedProcess process in instance.Processes.ToArray())
            {
                if (heldUp)
                    process.Judge?.Forgive(now);
                else if (IsJudged(instance, process) && process.Judge?.Verdict(now) is { } verdict)
                    instance.Condemn(process, ServiceInstance.HeartbeatSource, Explain(process, verdict));
            }
        }

        Next();
    }

    private static bool IsJudged(ServiceInstance instance, ManagedProcess process) =>
        process is { Exit: null, IsAskedToEnd: false } && (process != instance.Active || instance.Phase is InstancePhase.Ready or InstancePhase.Starting);

    private static string Explain(ManagedProcess process, string verdict) =>
        ProcessFiles.IsStopped(process.Id) ? $"{verdict}; stopped by a signal" : verdict;
}
