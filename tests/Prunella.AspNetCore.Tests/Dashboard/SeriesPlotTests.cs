using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Metrics;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class SeriesPlotTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private readonly ShowcaseMetrics _metrics = new(Now);

    [Fact]
    public void A_peak_of_a_second_stays_in_the_band_of_a_long_window()
    {
        Plot plot = Draw(TimeSpan.FromMinutes(15), 0);
        Assert.True(plot.Times.Count <= Plot.MostPoints);
        SeriesPoints points = _metrics.Read(new SeriesId(0), TimeWindow.Last(TimeSpan.FromMinutes(15), Now));
        Assert.Equal(points.Means.Where(static point => point.HasValue).Max(static point => point.Value), plot.Band!.Highs.Where(double.IsFinite).Max());
    }

    [Fact]
    public void The_band_holds_the_line()
    {
        Plot plot = Draw(TimeSpan.FromMinutes(15), 1);
        Assert.All(plot.Lines[0].Values.Zip(plot.Band!.Lows, plot.Band.Highs).Where(static all => double.IsFinite(all.First)), static all => Assert.InRange(all.First, all.Second, all.Third));
    }

    [Fact]
    public void Two_series_have_no_band() => Assert.Null(Draw(TimeSpan.FromMinutes(15), 0, 1).Band);

    [Fact]
    public void What_was_unlike_before_has_a_ring_and_nothing_else_has()
    {
        Plot plot = Draw(TimeSpan.FromMinutes(5), 0);
        Assert.InRange(plot.Unusual.Count, 1, 10);
        Assert.All(plot.Unusual, static point => Assert.True(point.Value > 0.0141, $"{point}"));
        Assert.Empty(Draw(TimeSpan.FromMinutes(1), 2).Unusual);
    }

    [Fact]
    public void A_gap_stays_a_gap()
    {
        Plot plot = Draw(TimeSpan.FromMinutes(15), 0);
        Assert.Contains(plot.Lines[0].Values, double.IsNaN);
        Assert.Contains(plot.Band!.Lows, double.IsNaN);
    }

    private Plot Draw(TimeSpan window, params int[] series)
    {
        using var showcase = new Showcase(Now);
        return SeriesPlot.Of(_metrics, [.. series.Select(number => _metrics.Series[number])], TimeWindow.Last(window, Now), showcase.Current);
    }
}
