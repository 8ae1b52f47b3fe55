using System.Diagnostics.Metrics;
using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Tests.Metrics;

public class MetricsHubTests
{
    private static readonly KeyValuePair<string, object?> Get = new("method", "GET");
    private static readonly KeyValuePair<string, object?> Ok = new("status", 200);

    [Fact]
    public void A_counter_is_told_as_its_increase_for_each_second()
    {
        using HubFixture test = new();
        Counter<long> orders = test.Meter.CreateCounter<long>("orders");
        orders.Add(3);
        test.Seconds(1);
        orders.Add(5);
        test.Seconds(2);

        Assert.Equal([3d, 5, 0], test.Seen.Of("orders:rate").Select(static point => point.Value));
        Assert.Equal(8, test.Hub.Snapshot().Series.Single().Total);
    }

    [Fact]
    public void Points_are_a_period_apart_and_their_times_those_of_the_periods_ends()
    {
        using HubFixture test = new();
        test.Meter.CreateCounter<int>("orders").Add(1);
        DateTimeOffset start = test.Loop.Clock.GetUtcNow();
        test.Seconds(3);

        Assert.Equal([start.AddSeconds(1), start.AddSeconds(2), start.AddSeconds(3)], test.Seen.Of("orders:rate").Select(static point => point.Time));
        Assert.Equal(3, test.Seen.Turns);
    }

    [Fact]
    public void Tags_in_another_order_and_of_another_type_are_the_same_series()
    {
        using HubFixture test = new();
        Counter<int> calls = test.Meter.CreateCounter<int>("calls");
        calls.Add(1, Get, Ok);
        calls.Add(1, Ok, Get);
        calls.Add(1, Get, new("status", "200"));
        calls.Add(1, Get, new("status", 200L));
        test.Seconds(1);

        Assert.Equal(4, Assert.Single(test.Seen.Of("calls:rate{method=GET,status=200}")).Value);
    }

    [Fact]
    public void A_gauge_holds_its_value_and_an_observable_one_that_is_silent_has_none()
    {
        using HubFixture test = new();
        test.Meter.CreateGauge<double>("set").Record(7);
        bool answers = true;
        _ = test.Meter.CreateObservableGauge("asked", () => answers ? [new Measurement<int>(5)] : Array.Empty<Measurement<int>>());
        test.Seconds(1);
        answers = false;
        test.Seconds(1);

        Assert.Equal([7d, 7], test.Seen.Of("set").Select(static point => point.Value));
        Assert.Equal([PointState.Value, PointState.Missing], test.Seen.Of("asked").Select(static point => point.State));
        Assert.True(double.IsNaN(test.Seen.Of("asked")[1].Value));
    }

    [Fact]
    public void An_up_down_counter_is_told_as_its_total()
    {
        using HubFixture test = new();
        UpDownCounter<int> open = test.Meter.CreateUpDownCounter<int>("open");
        open.Add(5);
        test.Seconds(1);
        open.Add(-2);
        test.Seconds(1);

        Assert.Equal([5d, 3], test.Seen.Of("open").Select(static point => point.Value));
    }

    [Fact]
    public void A_total_that_begins_anew_is_a_reset_and_no_negative_rate()
    {
        using HubFixture test = new();
        long total = 100;
        _ = test.Meter.CreateObservableCounter("sent", () => total);
        test.Seconds(1);
        total = 110;
        test.Seconds(1);
        total = 4;
        test.Seconds(1);
        total = 6;
        test.Seconds(1);

        IReadOnlyList<SeriesPoint> points = test.Seen.Of("sent:rate");
        Assert.Equal([PointState.Missing, PointState.Value, PointState.Reset, PointState.Value], points.Select(static point => point.State));
        Assert.Equal([10d, 2], points.Where(static point => point.HasValue).Select(static point => point.Value));
    }

    [Fact]
    public void A_histogram_has_a_rate_a_median_and_a_tail_and_without_measurements_only_a_rate()
    {
        using HubFixture test = new();
        Histogram<double> duration = test.Meter.CreateHistogram<double>("duration", "s");
        for (int i = 1; i <= 100; i++)
            duration.Record(i / 100.0, Get);
        test.Seconds(2);

        Assert.Equal([100d, 0], test.Seen.Of("duration:rate{method=GET}").Select(static point => point.Value));
        Assert.Equal(0.5, test.Seen.Of("duration:p50{method=GET}")[0].Value, 0.5 * 0.008);
        Assert.Equal(0.99, test.Seen.Of("duration:p99{method=GET}")[0].Value, 0.99 * 0.008);
        Assert.Equal(PointState.Missing, test.Seen.Of("duration:p99{method=GET}")[1].State);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused_and_counted()
    {
        using HubFixture test = new();
        Histogram<double> duration = test.Meter.CreateHistogram<double>("duration");
        Gauge<double> level = test.Meter.CreateGauge<double>("level");
        duration.Record(double.NaN);
        duration.Record(double.PositiveInfinity);
        level.Record(double.NegativeInfinity);
        duration.Record(2);
        test.Seconds(1);

        Assert.Equal(3, test.Hub.RefusedMeasurements);
        Assert.Equal(1, test.Seen.Of("duration:rate").Single().Value);
        Assert.DoesNotContain(test.Hub.Series, static series => series.Key.Instrument == "level");
    }

    [Fact]
    public void A_million_tag_values_end_in_one_overflow_series_and_lose_no_count()
    {
        using HubFixture test = new(static options => options.MaxSeriesPerInstrument = 50);
        Counter<int> calls = test.Meter.CreateCounter<int>("calls");
        for (int user = 0; user < 1_000_000; user++)
            calls.Add(1, new KeyValuePair<string, object?>("user", user));
        test.Seconds(1);

        Assert.Equal(51, test.Hub.Series.Count);
        Assert.True(test.Series("calls:rate{otel.metric.overflow=true}").IsOverflow);
        Assert.Equal(1_000_000, test.Hub.Snapshot().Series.Sum(static reading => reading.Total));
    }

    [Fact]
    public void The_limit_of_all_series_holds_over_instruments()
    {
        using HubFixture test = new(static options => options.MaxSeries = 100);
        for (int i = 0; i < 200; i++)
            test.Meter.CreateHistogram<int>($"h{i}").Record(1);
        test.Seconds(1);

        Assert.Equal(99, test.Hub.Series.Count(static series => !series.IsOverflow));
    }

    [Fact]
    public void An_observer_that_throws_is_asked_no_more_and_costs_the_others_nothing()
    {
        using HubFixture test = new();
        Throwing throwing = new();
        _ = test.Hub.AddObserver(throwing);
        test.Meter.CreateCounter<int>("orders").Add(1);
        test.Seconds(MetricsHub.ToleratedFaults + 20);

        Assert.Equal(MetricsHub.ToleratedFaults, throwing.Calls);
        Assert.Equal(MetricsHub.ToleratedFaults + 20, test.Seen.Of("orders:rate").Count);
    }

    [Fact]
    public void An_instrument_that_throws_costs_the_others_nothing()
    {
        using HubFixture test = new();
        _ = test.Meter.CreateObservableGauge<int>("bad", (Func<int>)Fail);
        _ = test.Meter.CreateObservableGauge("good", static () => 1);
        test.Seconds(2);

        Assert.Equal(2, test.Seen.Of("good").Count(static point => point.HasValue));
    }

    [Fact]
    public void Text_of_a_tag_that_throws_is_the_measurements_end_and_not_the_callers()
    {
        using HubFixture test = new();
        test.Meter.CreateCounter<int>("orders").Add(1, new KeyValuePair<string, object?>("who", new Bad()));

        Assert.Equal(1, test.Hub.RefusedMeasurements);
    }

    [Fact]
    public void A_clock_put_back_makes_no_point_twice_and_none_out_of_order()
    {
        using HubFixture test = new();
        Counter<int> orders = test.Meter.CreateCounter<int>("orders");
        for (int i = 0; i < 300; i++)
        {
            if (i == 100)
                test.Loop.Clock.SetWallClock(test.Loop.Clock.GetUtcNow().AddHours(-1));
            orders.Add(10);
            test.Seconds(1);
        }

        IReadOnlyList<SeriesPoint> points = test.Seen.Of("orders:rate");
        Assert.Equal(points.Select(static point => point.Time).Distinct().Order(), points.Select(static point => point.Time));
        Assert.All(points, static point => Assert.InRange(point.Value, 9, 21));
        Assert.InRange(points.Count, 295, 300);
    }

    [Fact]
    public void A_clock_put_forward_leaves_a_gap_and_no_made_up_points()
    {
        using HubFixture test = new();
        test.Meter.CreateCounter<int>("orders").Add(1);
        test.Seconds(5);
        test.Loop.Clock.SetWallClock(test.Loop.Clock.GetUtcNow().AddHours(2));
        test.Seconds(5);

        SeriesPoints points = test.Hub.Read(test.Series("orders:rate").Id, test.Last(TimeSpan.FromHours(3)));
        Assert.InRange(points.Means.Count, 9, 10);
        Assert.Contains(points.Means.Zip(points.Means.Skip(1)), static pair => pair.Second.Time - pair.First.Time > TimeSpan.FromHours(1.9));
    }

    [Fact]
    public void A_source_that_throws_is_asked_again_and_its_totals_become_rates()
    {
        using HubFixture test = new();
        int turn = 0;
        SeriesKey key = new("machine", "disk.io", "By", SeriesKind.Counter, [new SeriesTag("disk", "a")]);
        _ = test.Hub.AddSource(new Source(writer =>
        {
            if (++turn == 2)
                throw new IOException("gone");
            writer.Total(writer.Declare(key, "bytes"), turn * 10);
        }));
        test.Seconds(3);

        IReadOnlyList<SeriesPoint> points = test.Seen.Of("disk.io:rate{disk=a}");
        Assert.Equal([PointState.Missing, PointState.Missing, PointState.Value], points.Select(static point => point.State));
        Assert.Equal(10, points[2].Value); // 20 in two seconds
    }

    [Fact]
    public void A_series_that_fell_silent_is_told_as_missing_for_a_while_only()
    {
        using HubFixture test = new(static options => options.SilentAfter = TimeSpan.FromSeconds(3));
        int asked = 0;
        _ = test.Meter.CreateObservableGauge("asked", () => asked++ < 1 ? [new Measurement<int>(5)] : Array.Empty<Measurement<int>>());
        test.Seconds(20);

        Assert.Equal(4, test.Seen.Of("asked").Count);
    }

    [Fact]
    public void Recording_with_known_tags_allocates_nothing()
    {
        using HubFixture test = new();
        Counter<long> calls = test.Meter.CreateCounter<long>("calls");
        Histogram<double> duration = test.Meter.CreateHistogram<double>("duration");
        Record(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Record(1000);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Record(int times)
        {
            for (int i = 0; i < times; i++)
            {
                calls.Add(1, Get, Ok);
                duration.Record(0.25, Get, Ok);
            }
        }
    }

    [Fact]
    public async Task Counts_of_many_threads_add_up()
    {
        using HubFixture test = new();
        Counter<long> calls = test.Meter.CreateCounter<long>("calls");
        Histogram<double> duration = test.Meter.CreateHistogram<double>("duration");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 50_000; i++)
            {
                calls.Add(1, Get);
                duration.Record(i % 100, Get);
            }
        })));
        test.Seconds(1);

        SeriesReading[] readings = [.. test.Hub.Snapshot().Series];
        Assert.Equal(200_000, readings.Single(static reading => reading.Series.Key.Kind == SeriesKind.Counter).Total);
        Assert.Equal(200_000, readings.Single(static reading => reading.Series.Key.Kind == SeriesKind.HistogramRate).Distribution!.Count);
        Assert.Equal(200_000 / 100 * 4950, readings.Single(static reading => reading.Distribution is not null).Distribution!.Sum);
    }

    private sealed class Throwing : ISeriesObserver
    {
        public int Calls { get; private set; }

        public void OnPoint(SeriesInfo series, in SeriesPoint point)
        {
            Calls++;
            throw new InvalidOperationException("bad observer");
        }
    }

    private sealed class Source(Action<ISeriesWriter> collect) : ISeriesSource
    {
        public string Name => "test";

        public void Collect(ISeriesWriter writer) => collect(writer);
    }

    private static int Fail() => throw new InvalidOperationException("bad instrument");

    private sealed class Bad
    {
        public override string ToString() => throw new InvalidOperationException("bad tag");
    }
}
