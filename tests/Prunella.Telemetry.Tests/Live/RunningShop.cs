using Prunella.Telemetry.Live;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Tests.Otlp;

namespace Prunella.Telemetry.Tests.Live;

/// <summary>A shop of two services that runs in simulated time, sends OTLP and writes lines, and does wrong what a test asks for.</summary>
internal sealed class RunningShop(int seed, LiveObserver observer)
{
    private const int OrdersInSecond = 4;
    private readonly Random _random = new(seed);
    private ulong _id;

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>How many times slower saving an order is.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>The share of orders for which the log tells an error.</summary>
    public double Errors { get; set; }

    /// <summary>The share of orders that are not saved.</summary>
    public double Skipped { get; set; }

    public List<LiveFinding> News { get; } = [];

    public IEnumerable<LiveFinding> Told => News.Where(static one => one.EndedAt is null);

    public IEnumerable<LiveFinding> Ended => News.Where(static one => one.EndedAt is not null);

    public RunningShop Run(TimeSpan time)
    {
        for (int second = 0; second < time.TotalSeconds; second++)
        {
            Now = Now.AddSeconds(1);
            var gateway = new WireWriter();
            var orders = new WireWriter();
            for (int i = 0; i < OrdersInSecond; i++)
                Order(gateway, orders);
            byte[] message = new WireWriter().Message(1, Group("gateway", gateway)).Message(1, Group("orders", orders)).ToArray();
            observer.Take(OtlpBatch.Check(OtlpSignal.Traces, message, 1000), Now);
            observer.Advance(Now);
            if (Now.Second % 10 == 0)
                News.AddRange(observer.Look(Now));
        }

        return this;
    }

    private void Order(WireWriter gateway, WireWriter orders)
    {
        ulong trace = ++_id, root = ++_id, call = ++_id, save = ++_id;
        bool isSaved = _random.NextDouble() >= Skipped;
        double saving = isSaved ? 6 * Slowness * Chance() : 0, own = 3 * Chance(), all = 4 * Chance() + own + saving;
        long start = (Now - DateTimeOffset.UnixEpoch).Ticks * 100;
        gateway.Message(2, Span(trace, root, 0, "POST /orders", 2, start, all));
        orders.Message(2, Span(trace, call, root, "place", 2, start + 1_000_000, own + saving));
        if (isSaved)
            orders.Message(2, Span(trace, save, call, "save", 1, start + 2_000_000, saving));
        observer.Take("orders", "orders", FormattableString.Invariant($"{Now:yyyy-MM-dd HH:mm:ss.fff} INF order {trace} of customer {_random.Next(900)} placed"), Now);
        if (_random.Next(10) == 0)
            observer.Take("orders", "orders", FormattableString.Invariant($"{Now:yyyy-MM-dd HH:mm:ss.fff} WRN cache missed {_random.Next(900)} articles"), Now);
        if (_random.NextDouble() >= Errors)
            return;
        observer.Take("orders", "orders", FormattableString.Invariant($"{Now:yyyy-MM-dd HH:mm:ss.fff} ERR order {trace} could not be priced"), Now);
        observer.Take("orders", "orders", "System.InvalidOperationException: no price", Now);
        observer.Take("orders", "orders", "   at Shop.Prices.Of(Int32 article) in Prices.cs:line 7", Now);
    }

    private double Chance() => Math.Exp(0.3 * (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5));

    private static WireWriter Group(string service, WireWriter spans) => new WireWriter().Message(1, new WireWriter().Attribute(1, "service.name", service)).Bytes(2, spans.ToArray());

    private static WireWriter Span(ulong trace, ulong id, ulong parent, string name, ulong kind, long start, double milliseconds)
    {
        WireWriter span = new WireWriter().Bytes(1, [.. Big(0), .. Big(trace)]).Bytes(2, Big(id)).Text(5, name).Number(6, kind).Fixed(7, (ulong)start).Fixed(8, (ulong)(start + milliseconds * 1e6));
        return parent == 0 ? span : span.Bytes(4, Big(parent));
    }

    private static byte[] Big(ulong value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        Array.Reverse(bytes);
        return bytes;
    }
}
