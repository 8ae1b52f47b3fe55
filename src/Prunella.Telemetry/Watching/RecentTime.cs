namespace Prunella.Telemetry.Watching;

/// <summary>The newest time, counted by slots as long as the way from one look to the next.</summary>
/// <param name="slot">The length of a slot, in ticks.</param>
/// <param name="kept">How much of the newest time is asked for at most, in ticks.</param>
internal sealed class RecentTime(long slot, long kept)
{
    private readonly (long Number, Tally? Tally)[] _slots = new (long, Tally?)[(int)((kept + slot - 1) / slot) + 2];

    /// <summary>How many slots are kept.</summary>
    public int Kept => _slots.Length;

    /// <summary>The number of the slot in which a time lies.</summary>
    public long NumberOf(long time) => time / slot;

    /// <summary>How many slots a stretch of time has.</summary>
    public int CountOf(long length) => (int)((length + slot - 1) / slot);

    /// <summary>What is counted in the slot of a time; null where it is too long ago to matter.</summary>
    /// <param name="time">The time; what is said to come from the future is counted in the slot after the present one.</param>
    /// <param name="now">The present; 0 where it is not known yet.</param>
    public Tally? At(long time, long now)
    {
        long number = NumberOf(now == 0 ? time : Math.Min(time, now + slot));
        ref (long Number, Tally? Tally) one = ref _slots[number % _slots.Length];
        if (one.Tally is null || one.Number < number)
            one = (number, new Tally());
        return one.Number == number ? one.Tally : null;
    }

    /// <summary>All that was counted from one slot to another, both included.</summary>
    public Tally Between(long first, long last)
    {
        var sum = new Tally();
        foreach ((long number, Tally? tally) in _slots)
        {
            if (tally is not null && number >= first && number <= last)
                sum.Add(tally);
        }

        return sum;
    }
}
