using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Takes the ends of descendants that became our children when their parents died, as they do when we are process 1 or a subreaper.</summary>
internal sealed unsafe class ZombieReaper
{
    private const int MostPerTurn = 64;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly SupervisionContext _context;
    private readonly ProcessSupervisor _supervisor;
    private int _seen;

    public ZombieReaper(SupervisionContext context, ProcessSupervisor supervisor)
    {
        _context = context;
        _supervisor = supervisor;
        _ = LibC.ProcessControl(LibC.PrSetChildSubreaper, 1, 0, 0, 0);
        Next();
    }

    private void Next() => _context.Reactor.Schedule(Period, Reap);

    private void Reap()
    {
        Next(); // first: no fault below ends the watch
        for (int i = 0; i < MostPerTurn; i++)
        {
            LibC.SignalInfo info = default;
            int result = LibC.WaitId(LibC.PAll, 0, &info, LibC.WExited | LibC.WNoHang | LibC.WNoWait);
            int ended = info.ProcessId;
            // One of ours is taken by its own watch, in this turn of the loop or the next; one that is only stopped is none of ours here.
            if (result != 0 || ended == 0 || info.Code == LibC.ChildTrapped || _supervisor.Processes.Any(process => process.Id == ended))
                break;
            // A child that the host itself started is the host's to take: it has a second for it.
            if (_seen != ended)
            {
                _seen = ended;
                break;
            }

            _ = ChildProcess.Reap(ended);
        }
    }
}
