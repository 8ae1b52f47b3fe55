using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Looks at the heartbeats of all processes many times a second, and withholds judgement when it was itself held up.</summary>
internal sealed class HeartbeatWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    // While nobody beats: the least limit, so that no verdict on the first who does comes late.
    private static readonly TimeSpan IdlePeriod = TimeSpan.FromMilliseconds(200);

    // If we could not run for this long, a silence may be ours.
    private static readonly TimeSpan OwnDelay = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Probation = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, TimeSpan> _wellSince = [];
    private readonly ProcessSupervisor _supervisor;
    private readonly SupervisionContext _context;
    private TimeSpan _nextLook;

    public HeartbeatWatch(SupervisionContext context, ProcessSupervisor supervisor)
    {
        _context = context;
        _supervisor = supervisor;
        Next(context.Now, IdlePeriod);
    }

    private void Next(TimeSpan now, TimeSpan pause)
    {
        _nextLook = now + pause;
        _ = _context.Reactor.Schedule(pause, Look);
    }

    private void Look()
    {
        TimeSpan now = _context.Now;
        bool heldUp = now - _nextLook > OwnDelay;
        (ServiceInstance Instance, ManagedProcess Process)[] beating = [.. Beating()];
        Next(now, beating.Length > 0 ? Period : IdlePeriod); // first: no fault below ends the watch
        foreach ((ServiceInstance instance, ManagedProcess process) in beating)
        {
            if (heldUp)
                process.Judge!.Forgive(now);
            else if (instance.IsSilenced && process == instance.Active)
                Reconsider(instance, process, now);
            else if (IsJudged(instance, process) && process.Judge!.Verdict(now) is { } verdict)
                instance.Condemn(process, ServiceInstance.HeartbeatSource, Explain(process, verdict));
        }
    }

    // Those that do not beat, the most of them perhaps, cost a glance; what waits to be launched has no heart yet.
    private IEnumerable<(ServiceInstance Instance, ManagedProcess Process)> Beating()
    {
        foreach (ServiceInstance instance in _supervisor.Instances)
        {
            if (instance.Active is { Judge.HasBeaten: true } active)
                yield return (instance, active);
            foreach (ManagedProcess standby in instance.Standbys)
            {
                if (standby.Judge is { HasBeaten: true })
                    yield return (instance, standby);
            }
        }
    }

    /// <summary>A process that woke by itself, because nothing was to replace it, is well after a time of good beats.</summary>
    private void Reconsider(ServiceInstance instance, ManagedProcess process, TimeSpan now)
    {
        if (process.Judge!.Verdict(now) is not null)
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
