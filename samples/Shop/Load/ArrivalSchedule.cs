namespace Shop.Load;

/// <summary>When requests are due: at a constant rate from the beginning, whatever happened to those before.</summary>
/// <remarks>Against coordinated omission (G. Tene, "How NOT to Measure Latency"): a stalled server does not make the load wait with it.</remarks>
internal readonly struct ArrivalSchedule(double rate, TimeSpan? duration)
{
    /// <summary>When request <paramref name="number"/> is due, since the load began; null once the load is over.</summary>
    public TimeSpan? DueTime(long number)
    {
        var due = TimeSpan.FromTicks((long)(number * (TimeSpan.TicksPerSecond / rate)));
        return due < (duration ?? TimeSpan.MaxValue) ? due : null;
    }
}
