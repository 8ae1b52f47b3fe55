namespace Prunella.Link;

/// <summary>Shows whether the thread pool still runs work: stamps the time in an ordinary work item, at most one of which is under way.</summary>
/// <remarks>
/// Not a timer: the pool runs the callbacks of timers before other work, so that they go on while requests starve.
/// <see cref="Turn"/> belongs to one thread; the work item runs on the pool.
/// </remarks>
internal sealed class PoolBeat : IThreadPoolWorkItem
{
    private readonly TimeProvider _time;
    private readonly Action<IThreadPoolWorkItem> _post;
    private readonly TimeSpan _interval;
    private long _stamp;
    private long _lastTurn;
    private int _underWay;

    /// <param name="interval">How often <see cref="Turn"/> is called when all is well.</param>
    /// <param name="time">The clock.</param>
    /// <param name="post">Queues a work item; by default on the thread pool, behind what waits there.</param>
    public PoolBeat(TimeSpan interval, TimeProvider time, Action<IThreadPoolWorkItem>? post = null)
    {
        _interval = interval;
        _time = time;
        _post = post ?? (static item => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false));
        _stamp = _lastTurn = time.GetTimestamp();
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _stamp, _time.GetTimestamp());
        Volatile.Write(ref _underWay, 0);
    }

    /// <summary>Posts the next work item unless one is under way.</summary>
    /// <returns>How long ago the last one ran, not counting time in which the whole process stood still.</returns>
    public TimeSpan Turn()
    {
        long now = _time.GetTimestamp();
        TimeSpan late = _time.GetElapsedTime(_lastTurn, now) - _interval;
        _lastTurn = now;

        // This thread was held up too, by a stopped process or a full processor: no fault of the pool, and no proof against it.
        if (late > _interval)
            _ = Interlocked.Add(ref _stamp, (long)(late.TotalSeconds * _time.TimestampFrequency));

        TimeSpan age = _time.GetElapsedTime(Volatile.Read(ref _stamp), now);
        if (Interlocked.Exchange(ref _underWay, 1) == 0)
            _post(this);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }
}
