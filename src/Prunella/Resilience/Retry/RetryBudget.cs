using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>How many retries all callers of a dependency together may still make: a share of their calls, so that a dead dependency is not called many times over.</summary>
/// <remarks>
/// Calls are counted without a lock; the sum is only drawn when somebody wants to retry. Source of the idea: Finagle's retry budgets.
/// Thread-safe.
/// </remarks>
public sealed class RetryBudget
{
    private readonly CoarseClock _clock;
    private readonly StripedCounter _calls = new();
    private readonly Lock _lock = new();
    private volatile RetryOptions _options;
    private double _tokens;
    private long _seenCalls;
    private long _seenAt;
    private long _spent;
    private long _refused;

    /// <param name="options">How fast it fills; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RetryBudget(RetryOptions? options = null, TimeProvider? time = null)
        : this(options ?? new RetryOptions(), new CoarseClock(time ?? TimeProvider.System))
    {
    }

    internal RetryBudget(RetryOptions options, CoarseClock clock)
    {
        _options = options.Validated();
        _clock = clock;
        _tokens = options.BudgetBurst;
        _seenAt = clock.Milliseconds;
    }

    /// <summary>How fast it fills. Set a new version at any time; what is left stays.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the old ones stay.</exception>
    public RetryOptions Options
    {
        get => _options;
        set => _options = value.Validated();
    }

    /// <summary>Retries that may be made at this moment.</summary>
    public int Left
    {
        get
        {
            lock (_lock)
            {
                Fill_NeedsLock();
                return (int)_tokens;
            }
        }
    }

    /// <summary>Retries granted so far.</summary>
    public long Spent => Volatile.Read(ref _spent);

    /// <summary>Retries refused so far.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Counts a call (not a retry).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deposit() => _calls.Increment();

    /// <summary>Takes one retry, or says false where none is left.</summary>
    public bool TryWithdraw()
    {
        lock (_lock)
        {
            Fill_NeedsLock();
            if (_tokens < 1)
            {
                _refused++;
                return false;
            }

            _tokens--;
            _spent++;
            return true;
        }
    }

    private void Fill_NeedsLock()
    {
        long now = _clock.Milliseconds;
        long calls = _calls.Sum;
        RetryOptions options = _options;
        double earned = (calls - _seenCalls) * options.BudgetPerCall + (now - _seenAt) / 1000.0 * options.BudgetPerSecond;
        _tokens = Math.Min(options.BudgetBurst, _tokens + earned);
        (_seenCalls, _seenAt) = (calls, now);
    }
}
