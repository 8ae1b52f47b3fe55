using FsCheck;
using FsCheck.Fluent;
using Prunella.Kernel;
using Prunella.Testing;

namespace Prunella.Tests.Kernel;

public sealed class LoopQueueTests
{
    private readonly ManualClock _clock = new();
    private readonly List<Exception> _faults = [];
    private readonly LoopQueue _queue;
    private int _wakes;

    public LoopQueueTests() => _queue = new LoopQueue(_clock, () => _wakes++, _faults.Add);

    [Fact]
    public void Posted_work_runs_in_order_and_what_it_posts_waits_for_the_next_turn()
    {
        List<int> ran = [];
        _queue.Post(() =>
        {
            ran.Add(1);
            _queue.Post(() => ran.Add(3));
        });
        _queue.Post(() => ran.Add(2));

        Assert.True(_queue.RunDue());
        Assert.Equal([1, 2], ran);
        Assert.Equal(TimeSpan.Zero, _queue.UntilNext());
        Assert.True(_queue.RunDue());
        Assert.Equal([1, 2, 3], ran);
        Assert.False(_queue.RunDue());
        Assert.Equal(Timeout.InfiniteTimeSpan, _queue.UntilNext());
    }

    [Fact]
    public void Timers_run_in_the_order_of_their_times_and_then_of_their_making() => Prop.ForAll<byte[]>(static delays =>
    {
        var clock = new ManualClock();
        var queue = new LoopQueue(clock, static () => { }, static error => throw error);
        List<int> ran = [];
        for (int i = 0; i < delays.Length; i++)
        {
            int mine = i;
            _ = queue.Schedule(TimeSpan.FromSeconds(delays[i]), () => ran.Add(mine));
        }

        while (queue.UntilNext() is var next && next != Timeout.InfiniteTimeSpan)
        {
            clock.Advance(next);
            _ = queue.RunDue();
        }

        return ran.SequenceEqual(Enumerable.Range(0, delays.Length).OrderBy(i => delays[i]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_timer_taken_back_never_runs_however_many_are_taken_back() => Prop.ForAll<bool[]>(keeps =>
    {
        var clock = new ManualClock();
        var queue = new LoopQueue(clock, static () => { }, static error => throw error);
        bool[] all = [.. Enumerable.Repeat(keeps, 16).SelectMany(static some => some)]; // enough for the heap to be rebuilt
        List<int> ran = [];
        IDisposable[] timers = [.. all.Select((_, i) => queue.Schedule(TimeSpan.FromSeconds(1 + (i % 7)), () => ran.Add(i)))];
        foreach (int i in Enumerable.Range(0, all.Length).Where(i => !all[i]))
        {
            timers[i].Dispose();
            timers[i].Dispose();
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        _ = queue.RunDue();
        Array.ForEach(timers, static timer => timer.Dispose());
        return ran.SequenceEqual(Enumerable.Range(0, all.Length).Where(i => all[i]).OrderBy(static i => i % 7)) && queue.UntilNext() == Timeout.InfiniteTimeSpan;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_exception_is_reported_and_the_rest_runs()
    {
        bool ran = false;
        _queue.Post(static () => throw new InvalidOperationException("no"));
        _ = _queue.Schedule(TimeSpan.Zero, static () => throw new InvalidOperationException("nor this"));
        _queue.Post(() => ran = true);
        _ = _queue.RunDue();

        Assert.True(ran);
        Assert.Equal(["nor this", "no"], _faults.Select(static fault => fault.Message));
    }

    [Fact]
    public void The_owner_is_woken_for_the_first_work_and_the_soonest_timer_alone()
    {
        _queue.Post(static () => { });
        _queue.Post(static () => { });
        Assert.Equal(1, _wakes);
        _ = _queue.Schedule(TimeSpan.FromSeconds(5), static () => { });
        _ = _queue.Schedule(TimeSpan.FromSeconds(9), static () => { });
        Assert.Equal(2, _wakes);
        _ = _queue.Schedule(TimeSpan.FromSeconds(1), static () => { });
        Assert.Equal(3, _wakes);
    }

    [Fact]
    public void The_longest_delay_is_simply_far_away()
    {
        bool ran = false;
        _ = _queue.Schedule(TimeSpan.MaxValue, () => ran = true);
        _clock.Advance(TimeSpan.FromDays(1));
        _ = _queue.RunDue();
        Assert.False(ran);
    }

    [Fact]
    public void After_closing_nothing_runs()
    {
        _queue.Post(static () => throw new InvalidOperationException("must not run"));
        _queue.Close();
        _queue.Post(static () => throw new InvalidOperationException("must not run"));
        _queue.Schedule(TimeSpan.Zero, static () => throw new InvalidOperationException("must not run")).Dispose();
        Assert.False(_queue.RunDue());
        Assert.Empty(_faults);
    }

    [Fact]
    public void Closing_from_within_drops_what_was_posted_before()
    {
        bool ran = false;
        _queue.Post(_queue.Close);
        _queue.Post(() => ran = true);
        _ = _queue.RunDue();
        Assert.False(ran);
    }

    [Fact]
    public void A_fault_handler_of_ours_that_throws_ends_nothing()
    {
        bool wentOn = false;
        var queue = new LoopQueue(_clock, static () => { }, static error => throw error);
        queue.Post(static () => throw new InvalidOperationException("no"));
        queue.Post(() => wentOn = true);
        SynchronizationContext? before = SynchronizationContext.Current;

        Assert.True(queue.RunDue());

        Assert.True(wentOn);
        Assert.Same(before, SynchronizationContext.Current);
    }
}
