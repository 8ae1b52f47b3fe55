using Prunella.Link;
using Prunella.Testing;

namespace Prunella.Tests.Link;

public sealed class PoolBeatTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ManualClock _clock = new();
    private readonly Queue<IThreadPoolWorkItem> _pool = new();

    [Fact]
    public void The_age_grows_while_the_pool_runs_nothing_and_one_item_waits_at_most()
    {
        var beat = new PoolBeat(Interval, _clock, _pool.Enqueue);

        List<double> ages = [.. Enumerable.Range(1, 8).Select(_ => Turn(beat).TotalMilliseconds)];

        Assert.Equal([250, 500, 750, 1000, 1250, 1500, 1750, 2000], ages);
        _ = Assert.Single(_pool);
    }

    [Fact]
    public void The_age_falls_once_the_pool_runs_again()
    {
        var beat = new PoolBeat(Interval, _clock, _pool.Enqueue);
        for (int i = 0; i < 4; i++)
            _ = Turn(beat);

        _pool.Dequeue().Execute();

        Assert.Equal(Interval, Turn(beat));
        _ = Assert.Single(_pool); // the next one was posted
    }

    [Fact]
    public void A_process_that_stood_still_does_not_blame_its_pool()
    {
        var beat = new PoolBeat(Interval, _clock, _pool.Enqueue);
        _ = Turn(beat);
        _pool.Dequeue().Execute();

        _clock.Advance(TimeSpan.FromMinutes(10)); // stopped, or the machine slept

        Assert.True(beat.Turn() <= Interval);
    }

    private TimeSpan Turn(PoolBeat beat)
    {
        _clock.Advance(Interval);
        return beat.Turn();
    }
}
