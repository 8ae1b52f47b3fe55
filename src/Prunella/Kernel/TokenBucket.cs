namespace Prunella.Kernel;

/// <summary>An allowance that refills evenly over time: so many at once, so many per period.</summary>
/// <remarks>Not thread-safe: it belongs to one loop.</remarks>
public sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly Int128 _cost;
    private Int128 _credit;
    private long _stamp;

    /// <param name="capacity">The most tokens it holds, and how many come back in one <paramref name="period"/>; at least 1.</param>
    /// <param name="period">How long an empty bucket takes to fill; positive.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public TokenBucket(int capacity, TimeSpan period, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        Capacity = capacity;
        Period = period;
        _time = time;
        // Counted in whole units, of which a token costs as many as the period has: fractions would lose a little at each look.
        _cost = Math.Max(1, (long)(period.TotalSeconds * time.TimestampFrequency));
        _credit = _cost * capacity;
        _stamp = time.GetTimestamp();
    }

    /// <summary>The most tokens it holds.</summary>
    public int Capacity { get; }

    /// <summary>How long an empty bucket takes to fill.</summary>
    public TimeSpan Period { get; }

    /// <summary>How many whole tokens are left at this moment.</summary>
    public int Left
    {
        get
        {
            Refill();
            return (int)(_credit / _cost);
        }
    }

    /// <summary>Takes one token, or says false where none is left.</summary>
    public bool TryTake()
    {
        Refill();
        if (_credit < _cost)
            return false;
        _credit -= _cost;
        return true;
    }

    /// <summary>Puts back one token that was taken; what would overflow is lost.</summary>
    public void GiveBack()
    {
        Refill();
        _credit = Int128.Min(_cost * Capacity, _credit + _cost);
    }

    private void Refill()
    {
        long now = _time.GetTimestamp();
        Int128 gained = (Int128)(now - _stamp) * Capacity;
        _credit = Int128.Min(_cost * Capacity, _credit + gained);
        _stamp = now;
    }
}
