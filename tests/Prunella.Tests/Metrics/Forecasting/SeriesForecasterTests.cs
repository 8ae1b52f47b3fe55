using Prunella.Metrics;

namespace Prunella.Tests.Metrics.Forecasting;

public sealed class SeriesForecasterTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static List<(DateTimeOffset Time, double Value)> Hourly(int hours, Func<int, double> value) =>
        [.. Enumerable.Range(0, hours).Select(hour => (_start.AddHours(hour), value(hour)))];

    private static double Daily(int hour) => 100 + 50 * Math.Sin(hour % 24 * Math.PI / 12);

    [Fact]
    public void A_day_that_repeats_itself_is_forecast_as_it_is()
    {
        SeriesForecast forecast = SeriesForecaster.Forecast(Hourly(24 * 14, Daily));

        Assert.Equal(_start.AddHours(24 * 14), forecast.Points[0].Time);
        Assert.All(forecast.Points.Index(), step => Assert.Equal(Daily(step.Index), step.Item.Value, 6));
    }

    [Fact]
    public void A_hole_is_no_zero()
    {
        var random = new Random(3);
        List<(DateTimeOffset, double)> points = Hourly(24 * 14, Daily);
        points.RemoveAll(_ => random.Next(5) == 0);
        points.InsertRange(7, [(_start.AddHours(6), double.NaN)]);

        SeriesForecast forecast = SeriesForecaster.Forecast(points);
        DateTimeOffset last = points[^1].Item1;
        Assert.All(forecast.Points, point => Assert.InRange(Math.Abs(point.Value - Daily((int)(point.Time - _start).TotalHours)), 0, 20));
        Assert.Equal(last.AddHours(1), forecast.Points[0].Time);
    }

    [Fact]
    public void The_order_of_points_does_not_matter()
    {
        List<(DateTimeOffset, double)> points = Hourly(24 * 10, static hour => Daily(hour) + hour % 7);
        SeriesForecast inOrder = SeriesForecaster.Forecast(points);
        points.Reverse();
        Assert.Equal(inOrder.Points, SeriesForecaster.Forecast(points).Points);
    }

    [Fact]
    public void A_disk_that_fills_tells_when_it_is_full()
    {
        var random = new Random(1);
        List<(DateTimeOffset, double)> points = Hourly(100, hour => 50 + 0.3 * hour + random.NextDouble());
        LimitForecast limit = SeriesForecaster.Forecast(points, new ForecastOptions { Steps = 100 }).Reaches(95);

        double hours = (limit.Expected!.Value - _start).TotalHours; // truth: 148
        Assert.InRange(hours, 140, 156);
        Assert.True(limit.Earliest <= limit.Expected);
    }

    [Fact]
    public void What_never_reaches_a_limit_says_so()
    {
        LimitForecast limit = SeriesForecaster.Forecast(Hourly(24 * 10, Daily)).Reaches(1000);
        Assert.Null(limit.Expected);
        Assert.Null(limit.Earliest);
    }

    [Fact]
    public void The_band_holds_about_as_much_as_it_says()
    {
        int held = 0, all = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            List<(DateTimeOffset Time, double Value)> points = Hourly(24 * 15, hour => Daily(hour) + 10 * (random.NextDouble() + random.NextDouble() - 1));
            SeriesForecast forecast = SeriesForecaster.Forecast(points.Take(24 * 14), new ForecastOptions { Coverage = 0.8 });
            for (int step = 0; step < 24; step++, all++)
                held += points[24 * 14 + step].Value >= forecast.Points[step].Lower && points[24 * 14 + step].Value <= forecast.Points[step].Upper ? 1 : 0;
        }

        Assert.InRange(held / (double)all, 0.7, 0.92);
    }

    [Fact]
    public void Two_points_are_enough_and_one_is_not()
    {
        SeriesForecast forecast = SeriesForecaster.Forecast(Hourly(2, static _ => 7));
        Assert.All(forecast.Points, static point => Assert.Equal(7, point.Value));
        Assert.Throws<ArgumentException>(() => SeriesForecaster.Forecast(Hourly(1, static _ => 7)));
        Assert.Throws<ArgumentException>(() => SeriesForecaster.Forecast(Hourly(9, static _ => double.NaN)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(200)]
    public void Every_length_of_past_gives_finite_numbers(int hours)
    {
        var random = new Random(hours);
        SeriesForecast forecast = SeriesForecaster.Forecast(Hourly(hours, _ => random.Next(4) == 0 ? double.NaN : random.NextDouble()), new ForecastOptions { Steps = 50 });
        Assert.All(forecast.Points, static point => Assert.True(double.IsFinite(point.Value) && point.Lower <= point.Value && point.Value <= point.Upper));
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesForecaster.Forecast(Hourly(9, Daily), new ForecastOptions { Steps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesForecaster.Forecast(Hourly(9, Daily), new ForecastOptions { Coverage = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesForecaster.Forecast(Hourly(9, Daily), new ForecastOptions { Season = TimeSpan.Zero }));
    }
}
