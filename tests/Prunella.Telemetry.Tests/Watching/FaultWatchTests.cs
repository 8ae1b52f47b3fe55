using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Records;
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
        Assert.True(_told[0].When.Length >= TimeSpan.FromSeconds(48));
    }

    [Fact]
    public void What_passes_within_the_hold_is_not_told_of()
    {
        Run(300, stockMilliseconds: 8, asksStock: 1);
        Run(10, stockMilliseconds: 8, asksStock: 1, network: 400);
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
    public void An_early_return_is_told_of_though_other_routes_take_the_same_steps()
    {
        Run(400, () => Route(_random.NextDouble() < 0.1 ? ["place", "suggest", "show"] : ["suggest", "show"]));
        Assert.Empty(_told);

        Run(120, () => Route(_random.NextDouble() < 0.1 ? ["place"] : ["suggest", "show"]));

        Assert.NotEmpty(_told);
        Assert.Equal(("shop", FindingClass.Behaviour), (_told[0].Place.Service, _told[0].Class));
        Assert.Contains(_told[0].Evidence.OfType<NumberEvidence>(), static number => number.Name.Contains("after 'place'", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_line_that_was_never_written_is_told_of()
    {
        Run(300, () => Lines(fails: false, ends: false));
        Assert.Empty(_told);

        Run(120, () => Lines(fails: _random.NextDouble() < 0.3, ends: false));

        Assert.NotEmpty(_told);
        Assert.All(_told, static finding => Assert.Equal("orders", finding.Place.Service));
        Assert.Contains(_told[0].Evidence.OfType<NumberEvidence>(), static number => number.Name.Contains("error: Shop.Orders the order is lost", StringComparison.Ordinal));
    }

    [Fact]
    public void Work_that_writes_no_more_after_a_line_is_told_of()
    {
        Run(300, () => Lines(fails: false, ends: false));
        Run(120, () => Lines(fails: false, ends: true));

        Assert.NotEmpty(_told);
        Assert.Equal(("orders", FindingClass.Behaviour), (_told[0].Place.Service, _told[0].Class));
        Assert.Contains("'its end' after", string.Join(' ', _told[0].Evidence.OfType<NumberEvidence>().Select(static number => number.Name)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_differ_every_time_are_ordinary_where_they_always_did()
    {
        Run(600, () => Line($"customer {Word()} {Word()} asks", LogLevel.Information));

        Assert.True(_told.Count == 0, string.Join('\n', _told.Select(one => $"{one.When.From:mm:ss} {one.Title} {one.Explanation} {string.Join(" | ", one.Evidence)}")));
    }

    [Fact]
    public void What_comes_first_after_a_silence_is_not_judged()
    {
        Run(300, stockMilliseconds: 8, asksStock: 1);
        Pass(120);
        Run(15, stockMilliseconds: 8, asksStock: 1, network: 400); // connections are opened anew
        Run(100, stockMilliseconds: 8, asksStock: 1);

        Assert.Empty(_told);
    }

    [Fact]
    public void What_goes_on_for_very_long_becomes_ordinary()
    {
        Run(300, stockMilliseconds: 8, asksStock: 1);
        Run(1200, stockMilliseconds: 8, asksStock: 1, network: 400);
        Assert.NotEmpty(_told);
        _told.Clear();

        Run(600, stockMilliseconds: 8, asksStock: 1, network: 400);

        Assert.Empty(_told);
    }

    [Fact]
    public void Who_fails_because_another_fails_comes_after_it()
    {
        Run(300, () => _watch.Observe(Chain(fails: false)));
        Run(120, () => _watch.Observe(Chain(fails: true)));

        Assert.Equal("stock", _told[0].Place.Service);
        Assert.Contains(_told, static finding => finding.Place.Service == "orders");
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

    private void Run(int seconds, Action happens)
    {
        for (double end = _now + seconds; _now < end; _now += 0.25)
        {
            happens();
            _told.AddRange(_watch.Advance(At(_now)));
        }
    }

    private void Route(string[] steps)
    {
        var trace = new TraceId(++_number);
        long end = (long)(_now * 1e9);
        _watch.Observe(Trace.Of([new Span(trace, new SpanId(1), default, "shop", "GET", end - 9_000_000, 9_000_000),
            .. steps.Select((step, i) => new Span(trace, new SpanId((ulong)i + 2), new SpanId(1), "shop", step, end - 8_000_000 + i * 1_000_000, 500_000))]));
    }

    private Trace Chain(bool fails)
    {
        var trace = new TraceId(++_number);
        long end = (long)(_now * 1e9);
        Span One(ulong id, ulong parent, string service, string operation, int start, int milliseconds) =>
            new(trace, new SpanId(id), new SpanId(parent), service, operation, end - start * 1_000_000L, milliseconds * 1_000_000L);
        Span[] always = [One(1, 0, "orders", "place", 20, 18), One(2, 1, "stock", "take", 18, 6), One(3, 2, "stock", "find", 17, 1)];
        return Trace.Of(fails ? [.. always, One(4, 2, "stock", "failed", 15, 1)] : [.. always, One(5, 2, "stock", "write", 15, 1), One(6, 1, "orders", "pay", 8, 4)]);
    }

    private void Lines(bool fails, bool ends)
    {
        string trace = $"{++_number:x32}";
        Line($"order {_number} comes", LogLevel.Information, trace);
        if (!ends)
            Line($"order {_number} is checked", LogLevel.Information, trace);
        if (fails)
            Line("the order is lost", LogLevel.Error, trace);
        else if (!ends)
            Line($"order {_number} is placed", LogLevel.Information, trace);
    }

    private void Line(string text, LogLevel level, string trace = "") => _watch.Observe(new LogRecord
    {
        Ticks = At(_now).UtcTicks,
        Level = level,
        Service = "orders"u8,
        Category = "Shop.Orders"u8,
        Message = Encoding.UTF8.GetBytes(text),
        TraceId = Encoding.UTF8.GetBytes(trace),
        SpanId = trace.Length > 0 ? "1"u8 : default,
    });

    private string Word() => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + _random.Next(26))));

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
