namespace Prunella.Health;

/// <summary>The events of the last so and so long, in a ring of slots: no event is kept, only counts.</summary>
/// <remarks>The newest slot is under way, so what is counted goes back between 59 and 60 sixtieths of the window. Not thread-safe.</remarks>
internal sealed class BurnWindow
{
    public const int Slots = 60;

    /// <summary>How many bytes the counts take.</summary>
    public const int SavedBytes = sizeof(long) + (Slots + 1) * 3 * sizeof(long);

    private readonly long _slot;
    private readonly EventCounts[] _ring = new EventCounts[Slots];
    private long _newest = -1;
    private EventCounts _sum;

    /// <param name="length">How long; at least 60 ticks.</param>
    public BurnWindow(TimeSpan length)
    {
        Length = length;
        _slot = Math.Max(1, length.Ticks / Slots);
    }

    public TimeSpan Length { get; }

    /// <summary>What lies in the window that ends with the time of the last call of <see cref="Add"/>.</summary>
    public EventCounts Sum => _sum;

    /// <summary>How many times too fast the budget burns: the bad share of what was seen, weighed by how much of the window was seen, against what is allowed.</summary>
    /// <remarks>What was not watched counts as good, so that a window never says more than was seen in it.</remarks>
    /// <param name="allowed">The share of bad events that is allowed, positive.</param>
    public double Rate(double allowed) => _sum.BadShare * Math.Min(1, (double)_sum.Watched / Length.Ticks) / allowed;

    /// <summary>Counts events at a time; one before the newest slot counts in it.</summary>
    /// <param name="time">In ticks, not negative.</param>
    /// <param name="counts">The events.</param>
    public void Add(long time, EventCounts counts)
    {
        long slot = time / _slot;
        if (_newest < 0 || Math.Abs(slot - _newest) >= Slots)
        {
            Array.Clear(_ring);
            (_newest, _sum) = (slot, default);
        }

        while (_newest < slot)
        {
            ref EventCounts oldest = ref _ring[++_newest % Slots];
            _sum -= oldest;
            oldest = default;
        }

        _ring[_newest % Slots] += counts;
        _sum += counts;
    }

    /// <summary>Copies the counts to or from bytes.</summary>
    public void Exchange(ref StateBytes bytes)
    {
        bytes.Exchange(ref _newest);
        bytes.Exchange(ref _sum);
        bytes.Exchange<EventCounts>(_ring);
    }
}
