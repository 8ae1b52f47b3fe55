namespace Prunella.Kernel;

/// <summary>The work of a loop: what is due now, and what is due later. The one implementation behind each kind of <see cref="ILoop"/>.</summary>
/// <remarks>Thread-safe. The owner calls <see cref="RunDue"/> from its thread and sleeps for <see cref="UntilNext"/> or until woken.</remarks>
public sealed class LoopQueue
{
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly Action<Exception> _onFault;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Timer, (long Due, long Order)> _timers = new();
    private readonly LoopSynchronizationContext _context;
    private Queue<Action> _ready = new();
    private Queue<Action> _running = new();
    private long _order;
    private int _cancelled;
    private volatile bool _closed;

    /// <param name="time">The clock that timers count by.</param>
    /// <param name="wake">Wakes the owner's thread; called from any thread, outside all locks; must not throw.</param>
    /// <param name="onFault">Told of each exception that a piece of work let out; must not throw.</param>
    public LoopQueue(TimeProvider time, Action wake, Action<Exception> onFault)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(wake);
        ArgumentNullException.ThrowIfNull(onFault);
        _time = time;
        _wake = wake;
        _onFault = onFault;
        _context = new LoopSynchronizationContext(this);
    }

    /// <summary>Brings continuations back to the loop: for an owner that runs more than <see cref="RunDue"/> on its thread.</summary>
    public SynchronizationContext Context => _context;

    /// <summary>Queues <paramref name="work"/>; dropped once closed.</summary>
    public void Post(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        bool first;
        lock (_lock)
        {
            if (_closed)
                return;
            first = _ready.Count == 0;
            _ready.Enqueue(work);
        }

        if (first)
            _wake();
    }

    /// <summary>Queues <paramref name="work"/> for later; dropped once closed.</summary>
    public IDisposable Schedule(TimeSpan delay, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var timer = new Timer(this, work);
        bool soonest;
        lock (_lock)
        {
            if (_closed)
                return timer;
            long due = DueAfter(delay);
            soonest = !_timers.TryPeek(out _, out (long Due, long Order) next) || due < next.Due;
            _timers.Enqueue(timer, (due, _order++));
        }

        if (soonest)
            _wake();
        return timer;
    }

    /// <summary>Runs all that is due at this moment on the calling thread, under the loop's synchronisation context.</summary>
    /// <returns>Whether anything ran.</returns>
    public bool RunDue()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            return RunTimers() | RunReady();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>How long the owner may sleep: zero if work waits, <see cref="Timeout.InfiniteTimeSpan"/> if none is planned.</summary>
    public TimeSpan UntilNext()
    {
        lock (_lock)
        {
            if (_ready.Count > 0)
                return TimeSpan.Zero;
            if (!_timers.TryPeek(out _, out (long Due, long Order) next))
                return Timeout.InfiniteTimeSpan;
            long now = _time.GetTimestamp();
            return next.Due <= now ? TimeSpan.Zero : _time.GetElapsedTime(now, next.Due);
        }
    }

    /// <summary>Takes no more work and forgets what waits.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _ready.Clear();
            _timers.Clear();
        }
    }

    private bool RunTimers()
    {
        bool ran = false;
        long now = _time.GetTimestamp();
        while (TakeTimer(now) is { } timer)
        {
            ran = true;
            timer.Fire();
        }

        return ran;
    }

    private Timer? TakeTimer(long now)
    {
        lock (_lock)
        {
            while (_timers.TryPeek(out Timer? timer, out (long Due, long Order) next) && (timer.IsDone || next.Due <= now))
            {
                _ = _timers.Dequeue();
                if (timer.IsDone)
                    _cancelled--;
                else
                    return timer;
            }

            return null;
        }
    }

    private bool RunReady()
    {
        lock (_lock)
        {
            if (_ready.Count == 0)
                return false;
            (_ready, _running) = (_running, _ready);
        }

        // What the work posts meanwhile waits for the next turn, so timers and input are never starved by it.
        while (_running.TryDequeue(out Action? work))
        {
            if (!_closed)
                Run(work);
        }

        return true;
    }

    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            Report(error);
        }
    }

    private void Report(Exception error)
    {
        try
        {
            _onFault(error);
        }
        catch (Exception)
        {
            // Who was to be told of a fault has one too: nobody is left to tell, and the loop goes on.
        }
    }

    // Taken-back timers lie in the heap until due; once they are the most of it, it is rebuilt without them.
    private void NoteCancelled()
    {
        lock (_lock)
        {
            if (++_cancelled < 64 || _cancelled * 2 < _timers.Count)
                return;
            (Timer Element, (long Due, long Order) Priority)[] kept = [.. _timers.UnorderedItems.Where(static item => !item.Element.IsDone)];
            _timers.Clear();
            _timers.EnqueueRange(kept);
            _cancelled = 0;
        }
    }

    private long DueAfter(TimeSpan delay)
    {
        long now = _time.GetTimestamp();
        if (delay <= TimeSpan.Zero)
            return now;
        // A delay of centuries means never, not an overflow into the past.
        double due = now + (delay.TotalSeconds * _time.TimestampFrequency);
        return due >= long.MaxValue ? long.MaxValue : now + (long)(delay.TotalSeconds * _time.TimestampFrequency);
    }

    private sealed class Timer(LoopQueue queue, Action work) : IDisposable
    {
        private Action? _work = work;

        public bool IsDone => Volatile.Read(ref _work) is null;

        public void Fire()
        {
            if (Interlocked.Exchange(ref _work, null) is { } due)
                queue.Run(due);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _work, null) is not null)
                queue.NoteCancelled();
        }
    }
}
