using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>One episode of a breaker: what it admits, and what it makes of the outcomes of the calls that it admitted.</summary>
/// <remarks>
/// The episode is the epoch. A call carries the object that admitted it and reports to that very object; a breaker that has moved on
/// is no longer moved by it, because each move is a compare-and-swap from the episode that asks for it. All members are thread-safe.
/// </remarks>
internal abstract class BreakerState(CircuitBreaker owner, bool letsAll = false)
{
    /// <summary>Whether every call is admitted, so that <see cref="TryEnter"/> need not be asked.</summary>
    public bool LetsAll { get; } = letsAll;

    /// <summary>What the user is told.</summary>
    public abstract CircuitState State { get; }

    /// <summary>The share of calls that is let through, from 0 to 1.</summary>
    public abstract double Share { get; }

    /// <summary>Whether the dependency is known to be worse than usual.</summary>
    public virtual bool Alarmed => true;

    protected CircuitBreaker Owner { get; } = owner;

    /// <param name="now">Milliseconds of the coarse clock.</param>
    /// <param name="probe">To be handed back with the outcome.</param>
    /// <returns>Whether the call may go.</returns>
    public abstract bool TryEnter(long now, out int probe);

    /// <param name="probe">From <see cref="TryEnter"/>.</param>
    /// <param name="now">Milliseconds of the coarse clock.</param>
    /// <param name="duration">Of the call, in milliseconds.</param>
    public abstract void Succeeded(int probe, long now, long duration);

    /// <summary>The call failed, or was slow, by the weight of its kind.</summary>
    public abstract void Failed(int probe, OutcomeKind kind, long now);

    /// <summary>The call ended without telling anything about the dependency.</summary>
    public abstract void Abandoned(int probe);

    /// <summary>The call got no answer in time; <see cref="Failed"/> is told as well.</summary>
    /// <param name="duration">How long it was waited for, in milliseconds.</param>
    public virtual void TimedOut(long duration)
    {
    }

    /// <summary>How long a caller who was turned away had better wait.</summary>
    public virtual TimeSpan RetryAfter(long now) => TimeSpan.Zero;

    /// <summary>Tells the state what became of a call that it let go.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Report(int probe, OutcomeKind kind, long now, long duration)
    {
        if (kind == OutcomeKind.Success)
            Succeeded(probe, now, duration);
        else
            ReportOther(probe, kind, now, duration);
    }

    private void ReportOther(int probe, OutcomeKind kind, long now, long duration)
    {
        switch (kind)
        {
            case OutcomeKind.CallerFault: // an answer, though not the one that was hoped for
                Succeeded(probe, now, 0);
                break;
            case OutcomeKind.Overload or OutcomeKind.Cancelled:
                Abandoned(probe);
                break;
            default:
                if (kind == OutcomeKind.Timeout)
                    TimedOut(duration);
                Failed(probe, kind, now);
                break;
        }
    }
}
