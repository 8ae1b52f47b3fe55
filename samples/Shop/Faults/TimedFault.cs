namespace Shop.Faults;

/// <summary>A fault that hits a share of the requests until its time is over. Thread-safe.</summary>
internal sealed class TimedFault(TimeProvider time, TimeSpan duration, int percent = 100)
{
    private readonly long _start = time.GetTimestamp();
    private long _requests;

    public int Percent { get; } = percent is >= 1 and <= 100
        ? percent
        : throw new ArgumentOutOfRangeException(nameof(percent), percent, "The share lies in 1 to 100 percent.");

    public TimeSpan Left => duration - time.GetElapsedTime(_start);

    /// <summary>Whether it hits this request. Evenly spread instead of drawn: of 100 requests it hits exactly <see cref="Percent"/>.</summary>
    public bool Hits(out long number)
    {
        number = 0;
        if (Left <= TimeSpan.Zero)
            return false;
        long request = Interlocked.Increment(ref _requests);
        number = request * Percent / 100;
        return number > (request - 1) * Percent / 100;
    }
}
