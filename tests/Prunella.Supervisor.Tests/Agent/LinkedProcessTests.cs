using Prunella.Kernel;
using Prunella.Link;
using Prunella.Metrics;
using Prunella.Supervisor;
using Prunella.Testing;

namespace Prunella.Supervisor.Tests;

public sealed class LinkedProcessTests : IDisposable
{
    private readonly ManualLoop _loop = new();
    private readonly LinkedProcesses _linked = new();
    private readonly MetricsHub _hub;

    public LinkedProcessTests()
    {
        _hub = new MetricsHub(_loop, new MetricsOptions { Meters = { "none" } });
        _ = _hub.AddSource(_linked);
        _hub.Start();
        _loop.RunUntilIdle();
    }

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void Series_of_a_process_stand_in_the_hub_with_its_component_and_keep_their_value_until_it_changes()
    {
        LinkedProcess process = Serving("orders");
        process.Take(News(0.25f));
        _loop.Advance(TimeSpan.FromSeconds(3));

        SeriesInfo series = Assert.Single(_hub.Series);
        Assert.Equal("wait:p99{prunella.component=orders}", series.Key.ToString());
        Assert.Equal(3, Values(series).Length);
        process.Take(new MetricsPayload([], [new LinkedPoint(0, float.NaN)], 0));
        _loop.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([0.25, 0.25, 0.25, double.NaN, double.NaN], Values(series));
    }

    [Fact]
    public void A_standby_is_not_shown_and_a_new_process_goes_on_with_the_series_of_the_old_one()
    {
        LinkedProcess old = Serving("orders");
        old.Take(News(1));
        LinkedProcess standby = _linked.Add(new ComponentName("orders"));
        standby.Take(News(9));
        _loop.Advance(TimeSpan.FromSeconds(1));
        _linked.Remove(old);
        standby.Serves = true;
        _loop.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1, 9], Values(Assert.Single(_hub.Series)));
    }

    [Fact]
    public void How_many_series_are_left_out_is_a_series()
    {
        LinkedProcess process = Serving("orders");
        process.Take(News(1) with { LeftOut = 77 });
        _loop.Advance(TimeSpan.FromSeconds(1));

        SeriesInfo overflow = Assert.Single(_hub.Series, static series => series.IsOverflow);
        Assert.Equal("orders", overflow.Key.Component);
        Assert.Equal([77], Values(overflow));
    }

    private static MetricsPayload News(float value) =>
        new([new LinkedSeries(0, new SeriesKey("m", "wait", "s", SeriesKind.HistogramTail, SeriesTags.Empty), "")], [new LinkedPoint(0, value)], 0);

    private LinkedProcess Serving(string component)
    {
        LinkedProcess process = _linked.Add(new ComponentName(component));
        process.Serves = true;
        return process;
    }

    private double[] Values(SeriesInfo series) =>
        [.. _hub.Read(series.Id, TimeWindow.Last(TimeSpan.FromSeconds(10), _hub.Now)).Means.Select(static point => point.Value)];
}
