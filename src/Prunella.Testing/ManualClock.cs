namespace Prunella.Testing;

/// <summary>A clock that stands still until it is told how much time has passed. Thread-safe.</summary>
/// <remarks>Timers that fall due fire on the thread that advances, in the order of their due times.</remarks>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private long _ticks;

    /// <param name="start">The wall clock at the beginning; by default the first of January 2026, UTC.</param>
    public ManualClock(DateTimeOffset? start = null) =>
        _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set at this moment.</summary>
    public int TimersSet
    {
        get
        {
            lock (_lock)
                return _timers.Count(static timer => timer.Due is not null);
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
            return _ticks;
    }

    /// <summary>Lets time pass.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="elapsed"/> is negative.</exception>
    public void Advance(TimeSpan elapsed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, TimeSpan.Zero);
        long end = GetTimestamp() + elapsed.Ticks;
        while (NextDue(end) is { } timer)
            timer.Fire();
        MoveTo(end);
    }

    /// <summary>Moves the wall clock alone, as when a machine's clock is set; monotonic time and timers do not notice.</summary>
    public void SetWallClock(DateTimeOffset now)
    {
        lock (_lock)
            _now = now;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        lock (_lock)
            _timers.Add(timer);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(long end)
    {
        ManualTimer? next;
        lock (_lock)
            next = _timers.Where(timer => timer.Due <= end).MinBy(static timer => timer.Due);
        if (next is not null)
            MoveTo(Math.Max(next.Due!.Value, GetTimestamp()));
        return next;
    }

    private void MoveTo(long ticks)
    {
        lock (_lock)
        {
            if (ticks <= _ticks)
                return; // a timer advanced the clock itself, beyond this moment
            _now += TimeSpan.FromTicks(ticks - _ticks);
            _ticks = ticks;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        public long? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_disposed)
                    return false;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._ticks + dueTime.Ticks;
                _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                return true;
            }
        }

        public void Fire()
        {
            lock (clock._lock)
                Due = _period == Timeout.InfiniteTimeSpan ? null : Due + _period.Ticks;
            callback(state);
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                Due = null;
                _ = clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
