namespace Prunella.Telemetry.Analysis;

/// <summary>Cuts time into at most 256 steps of equal width that cover all that was seen; the width doubles where they would not.</summary>
/// <remarks>A jump of the clock must not stretch it: a time more than a month away is left out until many say the same. Not thread-safe.</remarks>
internal sealed class TimeAxis
{
    /// <summary>Most steps.</summary>
    public const int Slots = 256;

    private const int Few = 1000, Many = 64;
    private const long Far = 31 * TimeSpan.TicksPerDay;
    private static readonly long Earliest = new DateTime(1980, 1, 1).Ticks, Latest = new DateTime(2200, 1, 1).Ticks;
    private long _from = long.MaxValue, _until = long.MinValue; // what one slot covers: nearly every time is in that of the one before
    private long _min = long.MaxValue, _max = long.MinValue, _base, _seen;
    private int _slot, _strangers;

    /// <summary>The width of a step is a second times 2 to this power.</summary>
    public int Doublings { get; private set; }

    /// <summary>Number of the first step, counted in its width from the year 1 on.</summary>
    public long Base => _base;

    /// <summary>The width of a step, 100 ns.</summary>
    public long Width => TimeSpan.TicksPerSecond << Doublings;

    /// <summary>Steps from the first to the last that has something.</summary>
    public (int First, int Last) Used => _max < _min ? (0, -1) : ((int)((_min >> Doublings) - _base), (int)((_max >> Doublings) - _base));

    /// <summary>Times that were left out: none, or far from all others.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Is told when steps get another width or another first one: what was counted has to follow by <see cref="Move"/>.</summary>
    public Action<int, long>? Moved { get; set; }

    /// <summary>The step of a time; −1 where it is left out.</summary>
    public int Slot(long ticks)
    {
        _seen++;
        return ticks >= _from && ticks < _until ? _slot : Find(ticks);
    }

    /// <summary>Makes room for all that another axis has.</summary>
    public void Cover(TimeAxis other)
    {
        if (other._max < other._min)
            return;
        Extend(other._min);
        Extend(other._max);
        while (Doublings < other.Doublings)
            Change(Doublings + 1, _min >> (Doublings + 1));
        LeftOut += other.LeftOut;
    }

    /// <summary>Carries counts over to other steps.</summary>
    /// <param name="counts">By the old steps; changed in place.</param>
    /// <param name="folds">How many times the width doubled.</param>
    /// <param name="oldBase">The old first step.</param>
    public void Move(Span<int> counts, int folds, long oldBase)
    {
        Span<int> old = stackalloc int[Slots];
        counts.CopyTo(old);
        counts.Clear();
        for (int i = 0; i < Slots; i++)
        {
            if (old[i] != 0)
                counts[(int)(((oldBase + i) >> folds) - _base)] += old[i];
        }
    }

    private int Find(long ticks)
    {
        if (ticks < Earliest || ticks > Latest)
        {
            LeftOut++;
            return -1;
        }

        long second = ticks / TimeSpan.TicksPerSecond;
        bool isFar = _seen > Few && _max >= _min && (ticks < (_min * TimeSpan.TicksPerSecond) - Far || ticks > (_max * TimeSpan.TicksPerSecond) + Far);
        if (isFar && ++_strangers < Many)
        {
            LeftOut++;
            return -1;
        }

        Extend(second);
        long number = second >> Doublings;
        _slot = (int)(number - _base);
        (_from, _until) = (number * Width, (number + 1) * Width);
        return _slot;
    }

    private void Extend(long second)
    {
        if (_max < _min)
        {
            (_min, _max, _base) = (second, second, (second >> Doublings) - 8);
            return;
        }

        (_min, _max) = (Math.Min(_min, second), Math.Max(_max, second));
        long first = _min >> Doublings, last = _max >> Doublings;
        if (first >= _base && last < _base + Slots)
            return;
        int doublings = Doublings;
        while ((_max >> doublings) - (_min >> doublings) >= Slots - 8)
            doublings++;
        long span = (_max >> doublings) - (_min >> doublings);
        // Room on the side where it was too short, for more of the same may come.
        Change(doublings, first < _base ? (_max >> doublings) - (Slots - 5) + ((Slots - 5 - span) / 4) : (_min >> doublings) - 2);
    }

    private void Change(int doublings, long newBase)
    {
        (int folds, long oldBase) = (doublings - Doublings, _base);
        (Doublings, _base) = (doublings, newBase);
        (_from, _until) = (long.MaxValue, long.MinValue);
        Moved?.Invoke(folds, oldBase);
    }
}
