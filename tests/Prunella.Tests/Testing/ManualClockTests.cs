using Prunella.Testing;

namespace Prunella.Tests.Testing;

public sealed class ManualClockTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_at_their_times()
    {
        List<(string, double)> fired = [];
        DateTimeOffset start = _clock.GetUtcNow();
        void Note(object? name) => fired.Add(((string)name!, (_clock.GetUtcNow() - start).TotalSeconds));
        using ITimer three = _clock.CreateTimer(Note, "three", TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using ITimer two = _clock.CreateTimer(Note, "every two", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using ITimer never = _clock.CreateTimer(Note, "never", Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("every two", 2), ("three", 3), ("every two", 4)], fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.GetElapsedTime(0));
        Assert.Equal(1, _clock.TimersSet);
    }

    [Fact]
    public void A_timer_disposed_by_one_that_fires_at_the_same_moment_stays_silent()
    {
        bool fired = false;
        ITimer? second = null;
        using ITimer first = _clock.CreateTimer(_ => second!.Dispose(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        second = _clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(fired);
    }

    [Fact]
    public void A_disposed_timer_can_not_be_set_again()
    {
        ITimer timer = _clock.CreateTimer(static _ => throw new InvalidOperationException("must not fire"), null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Setting_the_wall_clock_moves_no_timer()
    {
        bool fired = false;
        using ITimer timer = _clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.SetWallClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((false, 0L), (fired, _clock.GetTimestamp()));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(fired);
        Assert.Equal(1, _clock.GetUtcNow().Second);
    }

    [Fact]
    public async Task Waits_of_the_framework_end_when_the_time_has_passed()
    {
        Task wait = Task.Delay(TimeSpan.FromMinutes(5), _clock);
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(wait.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await wait;
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_callback_that_advances_the_clock_itself_does_not_bring_time_back()
    {
        using ITimer timer = _clock.CreateTimer(_ => _clock.Advance(TimeSpan.FromSeconds(10)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(11), _clock.GetElapsedTime(0));
    }
}
