namespace Prunella.Supervisor.Tests.Processes;

public sealed class HeartbeatJudgeTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private readonly HeartbeatJudge _judge = new(new HeartbeatLimits { Freeze = TimeSpan.FromSeconds(1), Starvation = TimeSpan.FromSeconds(2) });

    [Fact]
    public void A_process_that_never_beat_is_not_judged() => Assert.Null(_judge.Verdict(TimeSpan.FromHours(1)));

    [Fact]
    public void Silence_beyond_the_limit_is_a_freeze()
    {
        _judge.Beat(Seconds(10), TimeSpan.Zero, excused: false);

        Assert.Null(_judge.Verdict(Seconds(11)));
        Assert.Equal("frozen: no heartbeat for 1.10 s", _judge.Verdict(Seconds(11.1)));
    }

    [Fact]
    public void A_pool_that_runs_nothing_is_starved_however_alive_the_process_is()
    {
        _judge.Beat(Seconds(10), Seconds(1.5), excused: false);

        Assert.Null(_judge.Verdict(Seconds(10.5)));
        Assert.Equal("thread pool starved: it has run nothing for 2.10 s", _judge.Verdict(Seconds(10.6)));
    }

    [Fact]
    public void A_process_with_a_debugger_or_a_dump_is_not_judged_until_it_says_otherwise()
    {
        _judge.Beat(Seconds(1), Seconds(60), excused: true);
        Assert.Null(_judge.Verdict(Seconds(100)));

        _judge.Beat(Seconds(100), TimeSpan.Zero, excused: false);
        Assert.NotNull(_judge.Verdict(Seconds(102)));
    }

    [Fact]
    public void Forgiven_silence_begins_anew()
    {
        _judge.Beat(Seconds(1), Seconds(1.9), excused: false);

        _judge.Forgive(Seconds(60));

        Assert.Null(_judge.Verdict(Seconds(60.9)));
        Assert.NotNull(_judge.Verdict(Seconds(61.1)));
    }

    [Fact]
    public void Forgiveness_does_not_make_a_process_judged_that_never_beat()
    {
        _judge.Forgive(Seconds(1));

        Assert.False(_judge.HasBeaten);
        Assert.Null(_judge.Verdict(Seconds(100)));
    }

    [Theory]
    [InlineData(0.25, 1.0)] // quick: the limit is the floor
    [InlineData(0.4, 1.2)] // slow: three times its usual gap
    [InlineData(0.59, 1.77)]
    public void The_limit_grows_with_the_usual_gap(double gap, double limit)
    {
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < 1010; i++)
            _judge.Beat(now += Seconds(gap), TimeSpan.Zero, excused: false);

        Assert.Null(_judge.Verdict(now + Seconds(limit * 0.99)));
        Assert.NotNull(_judge.Verdict(now + Seconds(limit * 1.2))); // a bucket is 19 % wide
    }

    [Fact]
    public void The_limit_never_grows_beyond_threefold()
    {
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < 1500; i++)
            _judge.Beat(now += Seconds(i % 50 == 0 ? 5 : 0.2), TimeSpan.Zero, excused: false);

        Assert.Null(_judge.Verdict(now + Seconds(2.9)));
        Assert.NotNull(_judge.Verdict(now + Seconds(3.1)));
    }

    [Fact]
    public void An_age_beyond_all_numbers_is_starvation_and_not_an_overflow()
    {
        _judge.Beat(Seconds(10), TimeSpan.MaxValue, excused: false);

        Assert.StartsWith("thread pool starved", _judge.Verdict(Seconds(10.5)), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_gaps_do_not_move_the_limit()
    {
        for (int i = 0; i < 100; i++)
            _judge.Beat(Seconds(i * 0.9), TimeSpan.Zero, excused: false);

        Assert.NotNull(_judge.Verdict(Seconds(99 * 0.9 + 1.1)));
    }

    [Fact]
    public void Regular_beats_are_never_ill()
    {
        for (TimeSpan now = TimeSpan.Zero; now < TimeSpan.FromMinutes(30); now += Beat)
        {
            Assert.Null(_judge.Verdict(now));
            _judge.Beat(now, TimeSpan.FromMilliseconds(40), excused: false);
        }
    }

    [Fact]
    public void A_silent_process_that_uses_the_processor_gets_ten_times_as_long()
    {
        long ticks = 100;
        HeartbeatJudge judge = Judge(() => ticks);
        judge.Beat(Seconds(10), TimeSpan.Zero, excused: false);
        Assert.Null(judge.Verdict(Seconds(10.6)));
        ticks += 10;

        Assert.Null(judge.Verdict(Seconds(11.1)));
        Assert.Null(judge.Verdict(Seconds(20)));
        Assert.Equal("frozen: no heartbeat for 10.10 s", judge.Verdict(Seconds(20.1)));
    }

    [Fact]
    public void A_process_that_stands_still_gets_no_longer_for_what_it_used_before()
    {
        long ticks = 100;
        HeartbeatJudge judge = Judge(() => ticks);
        judge.Beat(Seconds(9), TimeSpan.Zero, excused: false);
        Assert.Null(judge.Verdict(Seconds(9.6)));
        judge.Beat(Seconds(10), TimeSpan.Zero, excused: false);
        ticks += 10;
        Assert.Null(judge.Verdict(Seconds(10.6)));

        Assert.Equal("frozen: no heartbeat for 1.10 s", judge.Verdict(Seconds(11.1)));
    }

    [Fact]
    public void The_longest_silences_are_kept_but_not_those_of_the_judge()
    {
        _judge.Beat(Seconds(1), Seconds(0.1), excused: false);
        _judge.Beat(Seconds(1.7), TimeSpan.Zero, excused: false);
        _judge.Beat(Seconds(2), TimeSpan.Zero, excused: false);
        _judge.Forgive(Seconds(60));
        _judge.Beat(Seconds(60.1), TimeSpan.Zero, excused: false);

        Assert.Equal((Seconds(0.7), Seconds(0.8)), (_judge.LongestSilence, _judge.LongestPoolSilence));
    }

    private static HeartbeatJudge Judge(Func<long?> processorTicks) =>
        new(new HeartbeatLimits { Freeze = TimeSpan.FromSeconds(1), Starvation = TimeSpan.FromSeconds(2) }, processorTicks);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
