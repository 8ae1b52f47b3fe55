using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>The warm processes behind an instance: as many as its plan says, each replaced when it is used or ends.</summary>
internal sealed class Standbys(SupervisionContext context, int wanted, Func<bool> isServing, Func<ManagedProcess?> launch)
{
    private static readonly ExponentialBackoff Backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private readonly List<ManagedProcess> _waiting = [];
    private int _failures;

    /// <summary>Those that wait, warm or still warming up.</summary>
    public IReadOnlyList<ManagedProcess> Waiting => _waiting;

    /// <summary>Starts those that are missing, while the instance serves.</summary>
    public void Fill()
    {
        while (isServing() && _waiting.Count < wanted)
        {
            if (launch() is not { } standby)
            {
                FillLater();
                return;
            }

            _waiting.Add(standby);
        }
    }

    /// <summary>Lets one take over, a warm one where there is one.</summary>
    /// <returns>Null where none is left.</returns>
    public ManagedProcess? TakePromoted()
    {
        ManagedProcess? taken = _waiting.OrderByDescending(static standby => standby.IsWarm).FirstOrDefault(static standby => standby.Promote());
        if (taken is not null)
        {
            _ = _waiting.Remove(taken);
            _failures = 0;
        }

        return taken;
    }

    /// <summary>Forgets one that ended, and starts another after a while.</summary>
    public void OnExit(ManagedProcess standby, bool refill)
    {
        _ = _waiting.Remove(standby);
        if (refill)
            FillLater();
    }

    private void FillLater() => context.Reactor.Schedule(Backoff.Delay(++_failures, context.Random) + Backoff.First, Fill);
}
