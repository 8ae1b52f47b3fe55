using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Detectors;

/// <summary>How far something comes in bursts: the variance of its counts by slots, over their mean.</summary>
internal sealed class BurstTally
{
    private const int MostSlots = 8640; // a day
    private readonly Dictionary<long, long> _slots = [];

    public void Add(DateTimeOffset time)
    {
        long slot = time.ToUnixTimeSeconds() / TimeSeries.SlotSeconds;
        if (_slots.Count < MostSlots || _slots.ContainsKey(slot))
            CollectionsMarshal.GetValueRefOrAddDefault(_slots, slot, out _)++;
    }

    /// <summary>At least 1, as for things that know nothing of each other.</summary>
    public double Over(TimeSpan period)
    {
        double slots = Math.Max(_slots.Count, period.TotalSeconds / TimeSeries.SlotSeconds), mean = _slots.Values.Sum() / slots;
        return mean <= 0 ? 1 : Math.Max(1, (_slots.Values.Sum(static count => (double)count * count) / slots - mean * mean) / mean);
    }
}
