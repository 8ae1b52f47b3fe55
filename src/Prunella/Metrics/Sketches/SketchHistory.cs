namespace Prunella.Metrics;

/// <summary>What a histogram measured in each of the last minutes and hours, packed. The owner's lock guards it.</summary>
internal sealed class SketchHistory
{
    private const int MinutesKept = 120;
    private const int HoursKept = 48;
    private const int MinutesInHour = 60;

    private readonly Queue<Packed> _minutes = new();
    private readonly Queue<Packed> _hours = new();

    /// <summary>How many bytes the packed sketches take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Keeps a minute, and the hour of it once that is over.</summary>
    /// <param name="minute">Minutes since 1970 of the sketch's beginning; above all before.</param>
    /// <param name="delta">What was measured; a minute of nothing is not kept.</param>
    /// <param name="share">The most bytes to keep.</param>
    public void Add(long minute, SketchDelta delta, long share)
    {
        if (_minutes.TryPeek(out Packed? oldest) && oldest.Start / MinutesInHour < (minute - MinutesKept) / MinutesInHour)
            PackHour(oldest.Start / MinutesInHour);
        if (delta.Count > 0)
            Keep(_minutes, new Packed(minute, 1, SketchCodec.Write(delta.Buckets, delta.Counts, delta.Sum)));
        while (Bytes > share && (_hours.Count > 0 || _minutes.Count > 1))
            Drop(_hours.Count > 0 ? _hours : _minutes);
        while (_hours.TryPeek(out Packed? hour) && hour.Start < minute - (HoursKept * MinutesInHour))
            Drop(_hours);
    }

    /// <summary>Everything that was measured in a stretch of minutes, both ends within.</summary>
    public IEnumerable<QuantileSketch> Within(long firstMinute, long lastMinute) =>
        from packed in _hours.Concat(_minutes)
        where packed.Start <= lastMinute && packed.Start + packed.Minutes > firstMinute
        select SketchCodec.TryRead(packed.Sketch);

    private void PackHour(long hour)
    {
        List<QuantileSketch> parts = [];
        while (_minutes.TryPeek(out Packed? packed) && packed.Start / MinutesInHour <= hour)
        {
            parts.Add(SketchCodec.TryRead(packed.Sketch)!);
            Drop(_minutes);
        }

        QuantileSketch merged = QuantileSketch.Merge(parts);
        Keep(_hours, new Packed(hour * MinutesInHour, MinutesInHour, SketchCodec.Write(merged.Buckets, merged.Counts, merged.Sum)));
    }

    private void Keep(Queue<Packed> queue, Packed packed)
    {
        queue.Enqueue(packed);
        Bytes += packed.Sketch.Length;
    }

    private void Drop(Queue<Packed> queue) => Bytes -= queue.Dequeue().Sketch.Length;

    private sealed record Packed(long Start, int Minutes, byte[] Sketch);
}
