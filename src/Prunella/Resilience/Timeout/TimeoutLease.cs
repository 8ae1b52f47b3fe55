using System.Diagnostics.CodeAnalysis;

namespace Prunella.Resilience;

/// <summary>A cancellation token with a deadline, used again and again as long as it never fires.</summary>
/// <remarks>
/// Who has the right to it is decided on <see cref="_deadline"/> alone: the sweeper swaps a deadline that has passed for
/// <see cref="Fired"/>, the user swaps his for <see cref="Idle"/>. Deadlines only grow, so the sweeper can not hit a later user.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "Callers may hold the token longer than the lease lives; the source has no timer, so there is nothing to free.")]
internal sealed class TimeoutLease
{
    private const long Idle = long.MaxValue;
    private const long Fired = long.MinValue;

    /// <summary>A deadline that never comes.</summary>
    public const long Never = Idle - 1;

    private static readonly Action<object?> CancelByCaller = static lease => ((TimeoutLease)lease!)._source.Cancel();

    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _caller;
    private long _deadline = Idle;
    private volatile bool _leftBehind;

    public CancellationToken Token => _source.Token;

    /// <summary>Whether its time has run out, rather than its caller's patience.</summary>
    public bool HasFired => Volatile.Read(ref _deadline) == Fired;

    /// <summary>Whether the caller has gone ahead without waiting for the end.</summary>
    public bool IsLeftBehind
    {
        get => _leftBehind;
        set => _leftBehind = value;
    }

    public bool IsArmed => Volatile.Read(ref _deadline) is not (Idle or Fired);

    public void Arm(long deadline, CancellationToken caller)
    {
        Volatile.Write(ref _deadline, deadline);
        if (caller.CanBeCanceled)
            _caller = caller.UnsafeRegister(CancelByCaller, this);
    }

    /// <summary>From now on its caller can not cancel it, but time can. For the owner of a lease that can not have fired yet.</summary>
    public void Detach(long deadline)
    {
        _caller.Dispose();
        _caller = default;
        Volatile.Write(ref _deadline, deadline);
    }

    /// <summary>Cancels the token, by nobody's deadline.</summary>
    public void Cancel() => FireIfDue(Never);

    /// <returns>Whether it can be used again.</returns>
    public bool TryDisarm()
    {
        _leftBehind = false;
        bool inTime = Interlocked.Exchange(ref _deadline, Idle) != Fired;
        // Waits for a callback that is running: after this no old caller cancels a later user.
        _caller.Dispose();
        _caller = default;
        return inTime && _source.TryReset();
    }

    public void FireIfDue(long now)
    {
        long deadline = Volatile.Read(ref _deadline);
        if (deadline == Fired || deadline > now || Interlocked.CompareExchange(ref _deadline, Fired, deadline) != deadline)
            return;
        // Callbacks on the token are the user's. They run elsewhere, for one that blocks must not hold up the timeouts of others; what they throw has nowhere to go.
        _ = _source.CancelAsync().ContinueWith(
            static cancelled => _ = cancelled.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
