namespace Prunella.Metrics;

/// <summary>A stretch of time: after <see cref="From"/>, up to and with <see cref="To"/>.</summary>
public readonly record struct TimeWindow
{
    /// <param name="from">The beginning, itself not within.</param>
    /// <param name="to">The end, itself within.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end lies before the beginning.</exception>
    public TimeWindow(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        From = from;
        To = to;
    }

    /// <summary>The beginning, itself not within.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The end, itself within.</summary>
    public DateTimeOffset To { get; }

    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>The last so and so long of what a hub holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static TimeWindow Last(TimeSpan length, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        return new TimeWindow(now.Ticks > length.Ticks ? now - length : DateTimeOffset.MinValue, now);
    }
}
