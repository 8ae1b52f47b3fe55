using Shop.Load;

namespace Shop.Tests.Load;

public sealed class LoadStatisticsTests
{
    private readonly LoadStatistics _statistics = new(interval: TimeSpan.FromSeconds(1));

    [Fact]
    public void The_difference_of_two_snapshots_is_what_came_between()
    {
        End(TimeSpan.Zero, Outcome.Ok);
        End(TimeSpan.Zero, Outcome.Timeout);
        LoadSnapshot before = _statistics.Snapshot(TimeSpan.FromSeconds(1));
        foreach (Outcome outcome in Enum.GetValues<Outcome>())
            End(TimeSpan.FromSeconds(1), outcome);

        OutcomeCounts between = _statistics.Snapshot(TimeSpan.FromSeconds(2)).Outcomes - before.Outcomes;

        Assert.Equal(new OutcomeCounts(1, 1, 1, 1, 1, 1, 1, 1), between);
        Assert.Equal((8, 7), (between.Total, between.Failed));
    }

    [Fact]
    public void A_request_belongs_to_the_interval_in_which_it_was_due_however_late_it_ended()
    {
        End(TimeSpan.FromSeconds(2.5), Outcome.Timeout, latency: TimeSpan.FromSeconds(5));
        End(TimeSpan.FromSeconds(0.5), Outcome.Ok, latency: TimeSpan.FromSeconds(3));

        IReadOnlyList<LoadInterval> series = _statistics.Series();

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(2)], series.Select(static interval => interval.Start));
        Assert.Equal(TimeSpan.FromSeconds(3), series[0].Max);
        Assert.Equal(1, series[1].Outcomes.Timeout);
    }

    [Fact]
    public void The_series_forgets_its_oldest_intervals()
    {
        for (int second = 0; second < 4_000; second++)
            End(TimeSpan.FromSeconds(second), Outcome.Ok);

        Assert.Equal(3_600, _statistics.Series().Count);
        Assert.Equal(TimeSpan.FromSeconds(400), _statistics.Series()[0].Start);
    }

    private void End(TimeSpan due, Outcome outcome, TimeSpan latency = default)
    {
        _statistics.Started();
        _statistics.Ended(due, latency, outcome);
    }
}
