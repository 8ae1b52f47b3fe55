namespace Prunella.Telemetry.Detectors;

/// <summary>Counts times by slots; the newest slots are kept.</summary>
internal sealed class SlotTally
{
    private const int MostSlots = 8640; // a day
    private readonly SortedDictionary<long, (long Count, double Sum)> _slots = [];

    public void Add(long startNanoseconds, double milliseconds)
    {
        long seconds = startNanoseconds / 1_000_000_000, slot = seconds - seconds % TimeSeries.SlotSeconds;
        _ = _slots.TryGetValue(slot, out (long Count, double Sum) known);
        _slots[slot] = (known.Count + 1, known.Sum + Math.Log(TimeSeries.Little + Math.Max(0, milliseconds)));
        if (_slots.Count > MostSlots)
            _slots.Remove(_slots.Keys.First());
    }

    public TimeSeries Build() => new([.. _slots.Select(static slot => (slot.Key, slot.Value.Count, slot.Value.Sum / slot.Value.Count))]);
}
