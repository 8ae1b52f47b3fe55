using System.Collections.Immutable;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Watching;

namespace Prunella.Telemetry.Tests.Watching;

public sealed class FaultWatchTests
{
    private readonly FaultWatch _watch = new();
    private readonly Random _random = new(7);
    private readonly List<Finding> _told = [];
    private ulong _number;
    private double _now;

    [Fact]
    public void Ordinary_time_is_not_told_of()
    {
        Run(600, stockMilliseconds: 8, asksStock: 1);

        Assert.Empty(_told);
    }

    [Fact]
    public void A_way_that_becomes_slow_is_told_of_once_it_lasted_and_the_called_is_named()
    {
        Run(300, stockMilliseconds: 8, asksStock: 1);
        Run(90, stockMilliseconds: 8, asksStock: 1, network: 400);

        Assert.NotEmpty(_told);
        Assert.Equal("stock", _told[0].Place.Service);
        Assert.Equal(FindingClass.Performance, _told[0].Class);
        Assert.True(_told[0].When.Length >= TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void What_passes_within_the_hold_is_not_told_of()
    {
        Run(300, stockMilliseconds: 8, asksStock: 1);
        Run(15, stockMilliseconds: 8, asksStock: 1, network: 400);
        Run(200, stockMilliseconds: 8, asksStock: 1);

        Assert.Empty(_told);
    }

    [Fact]
    public void A_call_that_is_left_out_is_told_of_where_it_is_left_out()
    {
        Run(300, stockMilliseconds: 8, asksStock: 1);
        Run(120, stockMilliseconds: 8, asksStock: 0);

        Assert.NotEmpty(_told);
        Assert.Equal(("orders", FindingClass.Behaviour), (_told[0].Place.Service, _told[0].Class));
    }

    [Fact]
    public void Processor_time_that_rises_far_is_told_of()
    {
        for (int minute = 0; minute < 20; minute++)
        {
            Read("stock", "cpu_rate", 5 + minute % 3);
            Read("orders", "cpu_rate", 7 + minute % 2);
            Pass(60);
        }

        Assert.Empty(_told);
        Read("stock", "cpu_rate", 95);
        Pass(60);
        Assert.Equal("stock", Assert.Single(_told.Select(static finding => finding.Place.Service).Distinct()));
    }

    [Fact]
    public void Impossible_options_are_refused_by_name() =>
        Assert.Contains(nameof(FaultWatchOptions.Calm), Assert.Throws<ArgumentException>(() => new FaultWatch(new FaultWatchOptions { Calm = 9 })).Message, StringComparison.Ordinal);

    private void Read(string service, string metric, double value) => _watch.Observe(new Reading(At(_now), service, metric, value));

    private void Pass(double seconds)
    {
        for (double end = _now + seconds; _now < end; _now += 5)
            _told.AddRange(_watch.Advance(At(_now)));
    }

    private void Run(int seconds, double stockMilliseconds, double asksStock, double network = 2)
    {
        for (double end = _now + seconds; _now < end; _now += 0.25)
        {
            _watch.Observe(OneTrace(stockMilliseconds * (0.7 + 0.6 * _random.NextDouble()), network * (0.8 + 0.4 * _random.NextDouble()), _random.NextDouble() < asksStock));
            ImmutableArray<Finding> told = _watch.Advance(At(_now));
            _told.AddRange(told);
        }
    }

    private Trace OneTrace(double stock, double network, bool asksStock)
    {
        var trace = new TraceId(++_number);
        long end = (long)(_now * 1e9), inside = (long)(stock * 1e6), way = (long)((stock + network) * 1e6), all = (asksStock ? way : 0) + 3_000_000;
        var root = new Span(trace, new SpanId(1), default, "orders", "place", end - all, all);
        var call = new Span(trace, new SpanId(2), new SpanId(1), "orders", "GET stock", end - way, way);
        var work = new Span(trace, new SpanId(3), new SpanId(2), "stock", "take", end - way, inside);
        return Trace.Of(asksStock ? [root, call, work] : [root]);
    }

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
