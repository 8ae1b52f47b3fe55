namespace Prunella.Metrics;

/// <summary>The time that points carry: it never runs backwards, whatever is done to the machine's clock. One thread.</summary>
/// <remarks>
/// It goes on by monotonic time and nears the wall clock by at most 1 % of what has passed. Where the wall clock is ahead by more than
/// <see cref="JumpBeyond"/>, as after the sleep of a machine, it jumps there, and the time between is missing in every series.
/// A clock that was put back is thus waited for: a second takes a hundredth longer until both agree.
/// </remarks>
internal sealed class TimeLine
{
    /// <summary>How far ahead the wall clock is followed slowly.</summary>
    public static readonly TimeSpan JumpBeyond = TimeSpan.FromSeconds(2);

    private const double Nearing = 0.01;

    private readonly TimeProvider _time;
    private long _timestamp;

    public TimeLine(TimeProvider time)
    {
        _time = time;
        _timestamp = time.GetTimestamp();
        Now = time.GetUtcNow().ToUniversalTime();
    }

    /// <summary>Where the line stood at the last <see cref="Advance"/>.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Moves on to this moment.</summary>
    /// <returns>The monotonic time since the last call.</returns>
    public TimeSpan Advance()
    {
        long timestamp = _time.GetTimestamp();
        TimeSpan elapsed = _time.GetElapsedTime(_timestamp, timestamp);
        _timestamp = timestamp;
        DateTimeOffset steady = Now + elapsed;
        TimeSpan ahead = _time.GetUtcNow() - steady;
        TimeSpan most = elapsed * Nearing;
        Now = ahead > JumpBeyond ? steady + ahead : steady + (ahead > most ? most : ahead < -most ? -most : ahead);
        return elapsed;
    }
}
