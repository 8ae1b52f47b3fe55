using System.Diagnostics.Metrics;
using Prunella.Metrics;

namespace Prunella.Tests.Metrics;

public class MetricsQueryTests
{
    [Fact]
    public void Statistics_and_percentiles_of_a_window_are_those_of_its_points()
    {
        using HubFixture test = new();
        Gauge<int> level = test.Meter.CreateGauge<int>("level");
        for (int i = 1; i <= 200; i++)
        {
            level.Record(i);
            test.Seconds(1);
        }

        SeriesId id = test.Series("level").Id;
        SeriesStatistics found = test.Hub.Statistics(id, test.Last(TimeSpan.FromSeconds(100)));

        Assert.Equal((100, 101d, 200d, 101d, 200d), (found.Count, found.Minimum, found.Maximum, found.First, found.Last));
        Assert.Equal(150.5, found.Mean, 0.001);
        Assert.Equal(28.87, found.Deviation, 0.01);
        Assert.Equal(150, test.Hub.Quantile(id, test.Last(TimeSpan.FromSeconds(100)), 0.5), 150 * 0.008);
    }

    [Fact]
    public void What_is_older_than_an_hour_is_held_as_minutes_and_what_is_older_than_a_day_as_hours()
    {
        using HubFixture test = new();
        int value = 0;
        _ = test.Meter.CreateObservableGauge("level", () => value++ % 60);
        test.Seconds(26 * 3600);
        SeriesId id = test.Series("level").Id;

        SeriesPoints hour = test.Hub.Read(id, test.Last(TimeSpan.FromMinutes(59)));
        SeriesPoints day = test.Hub.Read(id, test.Last(TimeSpan.FromHours(20)));
        SeriesPoints all = test.Hub.Read(id, test.Last(TimeSpan.FromHours(26)));

        Assert.Equal((TimeSpan.FromSeconds(1), 59 * 60), (hour.Step, hour.Means.Count));
        Assert.Equal((TimeSpan.FromMinutes(1), 20 * 60), (day.Step, day.Means.Count));
        Assert.Equal((TimeSpan.FromHours(1), 26), (all.Step, all.Means.Count));
        Assert.All(day.Means, static point => Assert.Equal(29.5, point.Value, 0.01));
        Assert.All(day.Lows, static point => Assert.Equal(0, point.Value));
        Assert.All(day.Highs, static point => Assert.Equal(59, point.Value));
    }

    [Fact]
    public void A_histograms_percentiles_are_of_all_it_measured_in_the_window()
    {
        using HubFixture test = new();
        Histogram<double> duration = test.Meter.CreateHistogram<double>("duration");
        for (int minute = 0; minute < 200; minute++)
        {
            for (int i = 0; i < 10; i++)
                duration.Record(minute < 190 ? 1 : 100);
            test.Seconds(60);
        }

        SeriesId id = test.Series("duration:p99").Id;
        Assert.Equal(100, test.Hub.Quantile(id, test.Last(TimeSpan.FromMinutes(10)), 0.01), 0.8);
        Assert.Equal(1, test.Hub.Quantile(id, test.Last(TimeSpan.FromMinutes(30)), 0.5), 0.008);
        Assert.InRange(test.Hub.Sketch(id, test.Last(TimeSpan.FromMinutes(200))).Count, 1990, 2000);
    }

    [Fact]
    public void A_leak_is_a_trend_that_reaches_its_limit_and_noise_is_none()
    {
        using HubFixture test = new();
        Random random = new(1);
        double used = 1000;
        _ = test.Meter.CreateObservableGauge("used", () => (used += 2) + (random.NextDouble() * 40) + (random.Next(50) == 0 ? 5000 : 0));
        _ = test.Meter.CreateObservableGauge("noise", () => random.NextDouble());
        test.Seconds(600);

        Trend leak = test.Hub.Trend(test.Series("used").Id, test.Last(TimeSpan.FromMinutes(10)))!;
        Trend noise = test.Hub.Trend(test.Series("noise").Id, test.Last(TimeSpan.FromMinutes(10)))!;

        Assert.Equal(2, leak.SlopePerSecond, 0.1);
        Assert.True(leak.IsCertain && leak.Low <= leak.SlopePerSecond && leak.SlopePerSecond <= leak.High);
        (TimeSpan soonest, TimeSpan likely, TimeSpan latest) = leak.TimeTo(4220)!.Value;
        Assert.InRange(likely.TotalSeconds, 900, 1100);
        Assert.True(soonest <= likely && likely <= latest);
        Assert.Null(leak.TimeTo(0));
        Assert.False(noise.IsCertain);
    }

    [Fact]
    public void Series_that_follow_each_other_correlate_at_their_lag()
    {
        using HubFixture test = new();
        Random random = new(2);
        Queue<double> past = new(Enumerable.Repeat(0d, 5));
        double now = 0;
        _ = test.Meter.CreateObservableGauge("cause", () => { past.Enqueue(now = random.NextDouble()); return now; });
        _ = test.Meter.CreateObservableGauge("effect", () => Math.Exp(past.Count > 5 ? past.Dequeue() : 0));
        _ = test.Meter.CreateObservableGauge("other", () => random.NextDouble());
        test.Seconds(300);

        TimeWindow window = test.Last(TimeSpan.FromMinutes(5));
        Correlation found = test.Hub.Correlate(test.Series("cause").Id, test.Series("effect").Id, window, TimeSpan.FromSeconds(10));
        Correlation none = test.Hub.Correlate(test.Series("cause").Id, test.Series("other").Id, window);

        Assert.InRange(found.Coefficient, 0.95, 1);
        Assert.Equal(5, Math.Abs(found.Lag.TotalSeconds), 1.0);
        Assert.InRange(Math.Abs(none.Coefficient), 0, 0.3);
    }

    [Fact]
    public void A_series_that_is_not_there_is_the_callers_mistake()
    {
        using HubFixture test = new();

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => test.Hub.Statistics(new SeriesId(3), test.Last(TimeSpan.FromMinutes(1))));
    }
}
