using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Tests.Detectors;

/// <summary>A shop of four services that is simulated: its telemetry while all is well, and with one thing changed, with the truth beside it.</summary>
/// <remarks>
/// Load makes all of a service slower or faster from one ten seconds to the next, single calls are slow now and then, and some payments are declined:
/// a detector that takes any of this for news is wrong.
/// </remarks>
internal sealed class SimulatedShop
{
    private const int Seconds = 300, TracesInSecond = 4;
    private readonly Random _random;
    private readonly Change? _change;
    private readonly int _variant;
    private readonly DateTimeOffset _start;
    private readonly Dictionary<string, double> _load = new(StringComparer.Ordinal);
    private readonly List<Span> _spans = [];
    private ulong _span;
    private TraceId _trace;
    private ulong _traceNumber;
    private readonly ProfileBuilder _profile = new();

    private SimulatedShop(int seed, bool later, Change? change, int variant)
    {
        _random = new Random(unchecked(seed * 7919 + (later ? 1 : 0)));
        _change = change;
        _variant = variant;
        _start = DateTimeOffset.UnixEpoch.AddDays(20_000).AddHours(later ? 1 : 0);
        _traceNumber = later ? 1_000_000UL : 0;
    }

    /// <summary>What is changed.</summary>
    public sealed record Change(FindingClass Class, int Variants, params string[] Services);

    /// <summary>One of each class, with the services of which it may be told.</summary>
    public static ImmutableArray<Change> Changes { get; } =
    [
        new(FindingClass.Performance, 3, "orders", "stock", "gateway"),
        new(FindingClass.Behaviour, 3, "orders", "orders", "orders"),
        new(FindingClass.Coverage, 3, "gateway", "stock", "stock"),
        new(FindingClass.Errors, 3, "payments", "payments", "stock"),
        new(FindingClass.State, 2, "orders", "stock"),
        new(FindingClass.Dependencies, 5, "orders", "gateway", "orders", "stock", "orders"),
        new(FindingClass.Documentation, 3, "gateway", "gateway", "orders"),
    ];

    /// <summary>The input of the detectors with one thing changed, or none.</summary>
    /// <param name="seed">Of the chance in it; also chooses the variant of the change.</param>
    /// <param name="change">What is changed; null for nothing.</param>
    /// <param name="ordinary">The ordinary period of this seed, where it was made before.</param>
    public static DetectorInput Input(int seed, Change? change, PeriodProfile? ordinary = null)
    {
        int variant = change is null ? 0 : seed % change.Variants;
        PeriodProfile before = ordinary ?? new SimulatedShop(seed, later: false, null, 0).Run(), now = new SimulatedShop(seed, later: true, change, variant).Run();
        return new DetectorInput(now, before, Declared(change?.Class == FindingClass.Documentation ? variant : -1));
    }

    private static Declarations Declared(int lie) => new()
    {
        Routes =
        [
            .. lie == 0 ? ImmutableArray<RouteKey>.Empty : [RouteKey.Of("GET", "/stock/{sku}")],
            RouteKey.Of("POST", "/orders"), RouteKey.Of("GET", "/orders/{orderId}"), RouteKey.Of("DELETE", "/orders/{id}"), .. lie == 1 ? [RouteKey.Of("GET", "/coupons/{id}")] : ImmutableArray<RouteKey>.Empty,
        ],
        Sequences = ImmutableDictionary<OperationKey, ImmutableArray<string>>.Empty.Add(new OperationKey("orders", "place"), lie == 2 ? ["call payments", "call stock", "save"] : ["call stock", "call payments", "save"]),
    };

    private bool Is(FindingClass kind, int variant) => _change?.Class == kind && _variant == variant;

    private PeriodProfile Run()
    {
        for (int second = 0; second < Seconds; second++)
        {
            if (second % 10 == 0)
            {
                foreach (string service in (string[])["gateway", "orders", "stock", "payments", "audit"])
                    _load[service] = Math.Exp(0.12 * Normal());
            }

            for (int i = 0; i < TracesInSecond; i++)
                OneTrace(_start.AddSeconds(second + _random.NextDouble()));
        }

        return _profile.Build();
    }

    private void OneTrace(DateTimeOffset time)
    {
        _trace = new TraceId(++_traceNumber);
        _spans.Clear();
        double at = (time - DateTimeOffset.UnixEpoch).TotalSeconds * 1000, choice = _random.NextDouble();
        if (choice < 0.45)
            Root("POST", "/orders", at, (parent, from) => Call("gateway", "orders", "place", parent, from, Place));
        else if (choice < 0.7)
            Root("GET", "/orders/{id}", at, (parent, from) => Call("gateway", "orders", "find", parent, from, static (shop, span, start) => shop.Work("orders", "load", span, start, 3)));
        else if (choice < 0.9)
            Root("GET", "/stock/{sku}", at, (parent, from) => Call("gateway", "stock", "look", parent, from, static (shop, span, start) => shop.Work("stock", "query", span, start, 2)));
        else if (choice < 0.96 && !Is(FindingClass.Coverage, 0))
            Root("DELETE", "/orders/{id}", at, (parent, from) => Call("gateway", "orders", "cancel", parent, from, static (shop, span, start) => shop.Cancel(span, start)));
        else
            Root("GET", "/stock/{sku}", at, (parent, from) => Call("gateway", "stock", "look", parent, from, static (shop, span, start) => shop.Work("stock", "query", span, start, 2)));
        if (Is(FindingClass.Documentation, 1) && _random.NextDouble() < 0.02)
            Refused(at);
        _profile.Add(Trace.Of(_spans));
    }

    private void Root(string method, string route, double at, Func<SpanId, double, double> inside)
    {
        var id = new SpanId(++_span);
        double own = Milliseconds("gateway", 2) * (Is(FindingClass.Performance, 2) && method == "POST" ? 2.5 : 1);
        double end = inside(id, at + own);
        if (Is(FindingClass.Dependencies, 1))
            end = Call("gateway", "audit", "write", id, end, static (_, _, start) => start + 1);
        Add("gateway", $"{method} {route}", id, default, at, end, SpanKind.Server, false, ("http.route", route), ("http.request.method", method), ("http.response.status_code", "200"));
    }

    private void Refused(double at)
    {
        _profile.Add(Trace.Of(_spans));
        _spans.Clear();
        _trace = new TraceId(++_traceNumber);
        Add("gateway", "GET /coupons/{id}", new SpanId(++_span), default, at, at + 1, SpanKind.Server, false, ("http.route", "/coupons/{id}"), ("http.request.method", "GET"), ("http.response.status_code", "404"));
    }

    private double Place(SpanId span, double start)
    {
        string order = (_traceNumber % 100_000).ToString(CultureInfo.InvariantCulture);
        double at = start + Milliseconds("orders", 4) * (Is(FindingClass.Performance, 0) ? 2.5 : 1);
        Log(at, "orders", LogLevel.Information, "order {OrderId} comes in", ("OrderId", order));
        bool skip = Is(FindingClass.Behaviour, 0) && _random.NextDouble() < 0.15, swap = Is(FindingClass.Behaviour, 1) && _random.NextDouble() < 0.2;
        if (swap)
            at = Charge(span, at);
        if (!skip)
            at = Call("orders", "stock", "reserve", span, at, static (shop, inner, from) => shop.Reserve(inner, from));
        if (!swap)
            at = Charge(span, at);
        if (!Is(FindingClass.Dependencies, 4))
            at = Call("orders", "audit", "write", span, at, static (_, _, from) => from + 1);
        if (Is(FindingClass.Behaviour, 2) && _random.NextDouble() < 0.3)
            at = Work("orders", "retry", span, at, 3);
        at = Work("orders", "save", span, at, 3);
        Log(at, "orders", LogLevel.Information, "order {OrderId} moved from {From} to {To}", ("OrderId", order), ("From", "new"), ("To", "paid"));
        if (_random.NextDouble() < 0.8)
            Log(at, "orders", LogLevel.Information, "order {OrderId} moved from {From} to {To}", ("OrderId", order), ("From", "paid"), ("To", "shipped"));
        return at;
    }

    private double Cancel(SpanId span, double start)
    {
        Log(start, "orders", LogLevel.Information, "order {OrderId} moved from {From} to {To}", ("OrderId", "7"), ("From", "new"), ("To", "cancelled"));
        if (Is(FindingClass.State, 0) && _random.NextDouble() < 0.15)
            Log(start, "orders", LogLevel.Information, "order {OrderId} moved from {From} to {To}", ("OrderId", "7"), ("From", "cancelled"), ("To", "shipped"));
        else if (_random.NextDouble() < 0.9)
            Log(start, "orders", LogLevel.Information, "order {OrderId} moved from {From} to {To}", ("OrderId", "7"), ("From", "cancelled"), ("To", "refunded"));
        return Work("orders", "remove", span, start, 3);
    }

    private double Reserve(SpanId span, double start)
    {
        double at = start + Milliseconds("stock", 3) * (Is(FindingClass.Performance, 1) ? 2.5 : 1);
        int left = Is(FindingClass.State, 1) && _random.NextDouble() < 0.02 ? -_random.Next(1, 5) : _random.Next(0, 400);
        if (!Is(FindingClass.Coverage, 1))
            Log(at, "stock", LogLevel.Information, "stock of {Sku} is now {Left}", ("Sku", "book"), ("Left", left.ToString(CultureInfo.InvariantCulture)));
        if (Is(FindingClass.Coverage, 2) && _random.NextDouble() < 0.05)
            Log(at, "stock", LogLevel.Information, "replenishing {Sku}", ("Sku", "book"));
        bool fails = Is(FindingClass.Errors, 2) && _random.NextDouble() < 0.08;
        if (fails)
            Log(at, "stock", LogLevel.Error, "InvalidOperationException: the sequence contains no elements");
        return Work("stock", "update", span, at, 3, fails);
    }

    private double Charge(SpanId span, double at) => Call("orders", "payments", "charge", span, at, static (shop, inner, from) =>
    {
        double declined = shop.Is(FindingClass.Errors, 1) ? 0.12 : 0.02;
        bool isDeclined = shop._random.NextDouble() < declined, fails = shop.Is(FindingClass.Errors, 0) && shop._random.NextDouble() < 0.08;
        if (isDeclined)
            shop.Log(from, "payments", LogLevel.Error, "the card was declined with {Code}", ("Code", "51"));
        if (fails)
            shop.Log(from, "payments", LogLevel.Error, "NullReferenceException in Charge.Round");
        return shop.Work("payments", "ask the bank", inner, from, 12, fails);
    });

    // A client span round a server span, with the network between them.
    private double Call(string caller, string callee, string operation, SpanId parent, double start, Func<SimulatedShop, SpanId, double, double> inside)
    {
        SpanId client = new(++_span), server = new(++_span);
        double way = Milliseconds(callee, 0.6) * (Is(FindingClass.Dependencies, 0) && callee == "payments" ? 20 : 1);
        bool lost = Is(FindingClass.Dependencies, 2) && caller == "orders" && callee == "stock" && _random.NextDouble() < 0.1;
        double end = inside(this, server, start + way);
        Add(callee, operation, server, client, start + way, end, SpanKind.Server, false);
        Add(caller, $"call {callee}", client, parent, start, end + way, SpanKind.Client, lost);
        return end + way;
    }

    private double Call(string caller, string callee, string operation, SpanId parent, double start, Func<SpanId, double, double> inside) =>
        Call(caller, callee, operation, parent, start, (_, span, from) => inside(span, from));

    private double Work(string service, string operation, SpanId parent, double start, double milliseconds, bool fails = false)
    {
        double end = start + Milliseconds(service, milliseconds);
        Add(service, operation, new SpanId(++_span), parent, start, end, SpanKind.Internal, fails);
        return end;
    }

    private void Add(string service, string operation, SpanId id, SpanId parent, double from, double to, SpanKind kind, bool fails, params (string Key, string Value)[] attributes) =>
        _spans.Add(new Span(_trace, id, parent, service, operation, (long)(from * 1e6), (long)((to - from) * 1e6))
        {
            Kind = kind,
            IsError = fails,
            Version = service == "stock" && Is(FindingClass.Dependencies, 3) ? "2.0.0" : "1.0.0",
            Attributes = [.. attributes.Select(static one => new KeyValuePair<string, string>(one.Key, one.Value))],
        });

    private void Log(double at, string service, LogLevel level, string template, params (string Key, string Value)[] values) =>
        _profile.Add(new LogEvent(DateTimeOffset.UnixEpoch.AddMilliseconds(at), service, level, template, values.Aggregate(template, static (text, one) => text.Replace($"{{{one.Key}}}", one.Value, StringComparison.Ordinal)))
        {
            Trace = _trace,
            Values = [.. values.Select(static one => new KeyValuePair<string, string>(one.Key, one.Value))],
        });

    private double Milliseconds(string service, double typical) => typical * _load[service] * Math.Exp(0.4 * Normal()) * (_random.NextDouble() < 0.01 ? 10 : 1);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
