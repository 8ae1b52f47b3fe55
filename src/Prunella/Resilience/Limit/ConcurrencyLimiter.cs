namespace Prunella.Resilience;

/// <summary>Turns calls away when more are under way than the dependency serves well. Thread-safe, without a lock on the way of a call.</summary>
public sealed class ConcurrencyLimiter
{
    private const long SampleTime = 100;

    private readonly CoarseClock _clock;
    private readonly Gradient _gradient;
    private readonly Lock _sampling = new();
    private volatile ConcurrencyLimitOptions _options;
    private volatile int _limit;
    private int _inFlight;
    private int _most;
    private int _ended;
    private long _duration;
    private int _drops;
    private long _sampleEnds;
    private long _rejections;

    /// <param name="options">The bounds; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ConcurrencyLimiter(ConcurrencyLimitOptions? options = null, TimeProvider? time = null)
        : this(options ?? new ConcurrencyLimitOptions(), new CoarseClock(time ?? TimeProvider.System))
    {
    }

    internal ConcurrencyLimiter(ConcurrencyLimitOptions options, CoarseClock clock)
    {
        _options = options.Validated();
        _clock = clock;
        _gradient = new Gradient(options.Initial);
        _limit = options.Initial;
        _sampleEnds = clock.Milliseconds + SampleTime;
    }

    /// <summary>The bounds. Set a new version at any time; what was found stays, within them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the old ones stay.</exception>
    public ConcurrencyLimitOptions Options
    {
        get => _options;
        set
        {
            _options = value.Validated();
            _limit = Math.Clamp(_limit, value.Least, value.Most);
        }
    }

    /// <summary>Calls that may be under way at once.</summary>
    public int Limit => _limit;

    /// <summary>Calls under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Calls turned away so far.</summary>
    public long Rejections => Volatile.Read(ref _rejections);

    /// <summary>Takes a place, or says false where there is none. Give it back by <see cref="Leave(TimeSpan, OutcomeKind)"/>.</summary>
    public bool TryEnter()
    {
        int inFlight = Interlocked.Increment(ref _inFlight);
        if (inFlight > _limit)
        {
            _ = Interlocked.Decrement(ref _inFlight);
            _ = Interlocked.Increment(ref _rejections);
            return false;
        }

        if (inFlight > Volatile.Read(ref _most))
            Volatile.Write(ref _most, inFlight);
        return true;
    }

    /// <summary>Gives the place back.</summary>
    /// <param name="duration">How long the call took.</param>
    /// <param name="kind">What became of it.</param>
    public void Leave(TimeSpan duration, OutcomeKind kind) => Leave(_clock.Milliseconds, (long)duration.TotalMilliseconds, kind);

    internal void Leave(long now, long duration, OutcomeKind kind)
    {
        _ = Interlocked.Decrement(ref _inFlight);
        switch (kind)
        {
            case OutcomeKind.Success or OutcomeKind.Slow:
                _ = Interlocked.Add(ref _duration, duration);
                _ = Interlocked.Increment(ref _ended);
                break;
            case OutcomeKind.Timeout or OutcomeKind.Overload:
                _ = Interlocked.Increment(ref _drops);
                break;
            default:
                return; // a quick failure tells nothing about load
        }

        if (now >= Volatile.Read(ref _sampleEnds))
            Sample(now);
    }

    private void Sample(long now)
    {
        if (!_sampling.TryEnter())
            return;
        try
        {
            if (now < _sampleEnds)
                return;
            Volatile.Write(ref _sampleEnds, now + SampleTime);
            int ended = Interlocked.Exchange(ref _ended, 0);
            long duration = Interlocked.Exchange(ref _duration, 0);
            int most = Interlocked.Exchange(ref _most, Volatile.Read(ref _inFlight));
            if (Interlocked.Exchange(ref _drops, 0) > 0)
                _gradient.Drop(_options);
            else if (ended > 0)
                _gradient.Take(Math.Max(1, (double)duration / ended), most, _options);
            _limit = (int)Math.Clamp(_gradient.Limit, _options.Least, _options.Most);
        }
        finally
        {
            _sampling.Exit();
        }
    }
}
