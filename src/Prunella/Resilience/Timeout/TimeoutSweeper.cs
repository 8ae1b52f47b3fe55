using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>Hands out <see cref="TimeoutLease"/>s and looks over those in use every 5 ms, every second while there are none.</summary>
/// <remarks>
/// One timer for all calls: arming is one write. A timer for each call would cost more than all the rest of the wrapper together. It has
/// seen calls that block before they return a task, too.
/// </remarks>
internal sealed class TimeoutSweeper : IDisposable
{
    private const int Kept = 1024;
    private const int IdleSweepsBeforeRest = 200;
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Resting = TimeSpan.FromSeconds(1);

    [ThreadStatic]
    private static Slot? t_slot;

    private readonly CoarseClock _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly HashSet<TimeoutLease> _all = [];
    private readonly Stack<TimeoutLease> _free = new();
    private TimeoutLease[] _snapshot = [];
    private bool _changed;
    private int _idleSweeps;
    private int _sweeping;
    private volatile bool _resting = true;

    public TimeoutSweeper(CoarseClock clock)
    {
        _clock = clock;
        using (ExecutionContext.SuppressFlow()) // the timer belongs to no caller
            _timer = clock.Time.CreateTimer(static sweeper => ((TimeoutSweeper)sweeper!).Sweep(), this, Resting, Resting);
    }

    /// <summary>Leases that exist, in use or not.</summary>
    public int Leases
    {
        get
        {
            lock (_lock)
                return _all.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TimeoutLease Rent(long deadline, CancellationToken caller)
    {
        Slot? slot = t_slot;
        TimeoutLease? lease = slot?.Lease;
        if (lease is not null && slot!.Owner == this)
            slot.Lease = null;
        else
            lease = RentShared();
        lease.Arm(deadline, caller);
        if (_resting)
            WakeUp();
        return lease;
    }

    public void Return(TimeoutLease lease)
    {
        if (!lease.TryDisarm())
        {
            Forget(lease);
            return;
        }

        Slot slot = t_slot ??= new Slot();
        if (slot.Lease is null)
            (slot.Owner, slot.Lease) = (this, lease);
        else
            ReturnShared(lease);
    }

    public void Dispose() => _timer.Dispose();

    internal void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) != 0)
            return;
        try
        {
            long now = _clock.Milliseconds;
            bool armed = false;
            foreach (TimeoutLease lease in Snapshot())
            {
                armed |= lease.IsArmed;
                lease.FireIfDue(now);
            }

            _idleSweeps = armed ? 0 : _idleSweeps + 1;
            if (_idleSweeps == IdleSweepsBeforeRest)
                SetPace(rest: true);
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    private TimeoutLease RentShared()
    {
        lock (_lock)
        {
            if (_free.TryPop(out TimeoutLease? free))
                return free;
            var lease = new TimeoutLease();
            _ = _all.Add(lease);
            _changed = true;
            return lease;
        }
    }

    private void ReturnShared(TimeoutLease lease)
    {
        lock (_lock)
        {
            if (_free.Count < Kept)
            {
                _free.Push(lease);
                return;
            }
        }

        Forget(lease);
    }

    private void Forget(TimeoutLease lease)
    {
        lock (_lock)
            _changed |= _all.Remove(lease);
    }

    private TimeoutLease[] Snapshot()
    {
        lock (_lock)
        {
            if (_changed)
                _snapshot = [.. _all];
            _changed = false;
            return _snapshot;
        }
    }

    // A lease armed while the pace is being lowered is still seen, a second later at the worst.
    private void WakeUp() => SetPace(rest: false);

    private void SetPace(bool rest)
    {
        lock (_lock)
        {
            _idleSweeps = 0;
            _resting = rest;
            _ = _timer.Change(rest ? Resting : Busy, rest ? Resting : Busy);
        }
    }

    /// <summary>What a thread keeps for its next call. It goes with the thread, and then the lease must not be swept for ever.</summary>
    private sealed class Slot
    {
        public TimeoutSweeper? Owner;
        public TimeoutLease? Lease;

#pragma warning disable MA0055 // nothing else tells that a thread has ended
        ~Slot()
        {
            if (Lease is { } lease)
                Owner?.Forget(lease);
        }
#pragma warning restore MA0055
    }
}
