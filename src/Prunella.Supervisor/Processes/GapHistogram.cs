namespace Prunella.Supervisor;

/// <summary>The usual gaps between heartbeats over the last ten minutes, in logarithmic buckets.</summary>
/// <remarks>Twenty slots of half a minute; each bucket is a quarter of an octave wide, from 10 ms on, so a quantile is at most 19 % too long.</remarks>
internal sealed class GapHistogram
{
    private const int Slots = 20;
    private const int Buckets = 48;
    private const double FirstSeconds = 0.010;
    private static readonly TimeSpan SlotWidth = TimeSpan.FromSeconds(30);

    private readonly int[,] _counts = new int[Slots, Buckets];
    private readonly int[] _totals = new int[Buckets];
    private long _slot;

    /// <summary>How many gaps it holds.</summary>
    public int Count { get; private set; }

    /// <param name="at">When the gap ended, from a fixed beginning.</param>
    /// <param name="gap">How long it was.</param>
    public void Add(TimeSpan at, TimeSpan gap)
    {
        Forget(at.Ticks / SlotWidth.Ticks);
        int bucket = gap.TotalSeconds <= FirstSeconds ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log2(gap.TotalSeconds / FirstSeconds) * 4));
        _counts[_slot % Slots, bucket]++;
        _totals[bucket]++;
        Count++;
    }

    /// <summary>The gap that the given part of all gaps does not exceed; zero while there is none.</summary>
    /// <param name="part">In (0, 1].</param>
    public TimeSpan Quantile(double part)
    {
        long wanted = (long)Math.Ceiling(Count * part);
        for (int bucket = 0; bucket < Buckets && wanted > 0; bucket++)
        {
            wanted -= _totals[bucket];
            if (wanted <= 0)
                return TimeSpan.FromSeconds(FirstSeconds * Math.Pow(2, bucket / 4.0));
        }

        return TimeSpan.Zero;
    }

    private void Forget(long slot)
    {
        for (long passed = Math.Min(slot - _slot, Slots); passed > 0; passed--)
        {
            _slot = slot - passed + 1;
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                ref int count = ref _counts[_slot % Slots, bucket];
                _totals[bucket] -= count;
                Count -= count;
                count = 0;
            }
        }
    }
}
