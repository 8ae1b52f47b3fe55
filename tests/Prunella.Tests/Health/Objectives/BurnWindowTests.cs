using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;

namespace Prunella.Tests.Health.Objectives;

public sealed class BurnWindowTests
{
    private const long Slot = 10;
    private static readonly TimeSpan _length = TimeSpan.FromTicks(Slot * BurnWindow.Slots);

    [Fact]
    public void Counts_agree_with_a_list_that_forgets_nothing() => Prop.ForAll<(byte Wait, byte Good, byte Bad, bool Pause)[]>(steps =>
    {
        var window = new BurnWindow(_length);
        var kept = new List<(long Slot, EventCounts Counts)>();
        long now = 5;
        return steps.All(step =>
        {
            now += step.Pause ? step.Wait * 7L : step.Wait / 8;
            var counts = new EventCounts(step.Good, step.Bad, step.Wait);
            window.Add(now, counts);
            kept.Add((now / Slot, counts));
            EventCounts expected = kept.Where(one => one.Slot > now / Slot - BurnWindow.Slots).Aggregate(default(EventCounts), static (sum, one) => sum + one.Counts);
            return window.Sum == expected;
        });
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void It_burns_by_no_event_that_was_not_seen() => Prop.ForAll<(byte Wait, byte Good, byte Bad)[]>(steps =>
    {
        var window = new BurnWindow(_length);
        long now = 0, bad = 0;
        return steps.All(step =>
        {
            now += step.Wait;
            bad += step.Bad;
            window.Add(now, new EventCounts(step.Good, step.Bad, Math.Min(step.Wait, (byte)1)));
            double rate = window.Rate(0.01), share = (double)window.Sum.Watched / _length.Ticks;
            return rate >= 0 && (bad > 0 || rate == 0) && (window.Sum.Bad > 0 || rate == 0) && rate <= share / 0.01 + 1e-9;
        });
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_time_before_the_last_one_counts_in_the_newest_slot()
    {
        var window = new BurnWindow(_length);
        window.Add(1000, new EventCounts(1, 0, 0));
        window.Add(900, new EventCounts(1, 1, 0));
        Assert.Equal(new EventCounts(2, 1, 0), window.Sum);
        window.Add(1000 + _length.Ticks, default);
        Assert.Equal(default, window.Sum);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var window = new BurnWindow(_length);
        window.Add(0, default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long now = 0; now < 10_000; now += 7)
            window.Add(now, new EventCounts(3, 1, 7));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
