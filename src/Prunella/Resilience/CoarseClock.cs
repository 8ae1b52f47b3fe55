using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>Monotonic milliseconds, cheap enough to be read in every call.</summary>
/// <remarks>
/// By the system's clock it reads <see cref="Environment.TickCount64"/>, a fifth of the price of a timestamp, at a resolution of a few
/// milliseconds; any other <see cref="TimeProvider"/> is asked for its timestamp, so that tests move it by hand.
/// </remarks>
internal sealed class CoarseClock
{
    private readonly TimeProvider? _other;
    private readonly double _millisecondsPerTick;
    private long _last;

    public CoarseClock(TimeProvider time)
    {
        Time = time;
        _other = ReferenceEquals(time, TimeProvider.System) ? null : time;
        _millisecondsPerTick = 1000.0 / time.TimestampFrequency;
    }

    public TimeProvider Time { get; }

    /// <summary>Told when the clock threw. A broken clock stands still, and breaks nothing else.</summary>
    public Action<Exception>? OnFault { get; set; }

    public long Milliseconds
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _other is null ? Environment.TickCount64 : FromOther();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long FromOther()
    {
        try
        {
            long now = (long)(_other!.GetTimestamp() * _millisecondsPerTick);
            Volatile.Write(ref _last, now);
            return now;
        }
        catch (Exception fault)
        {
            OnFault?.Invoke(fault);
            return Volatile.Read(ref _last);
        }
    }
}
