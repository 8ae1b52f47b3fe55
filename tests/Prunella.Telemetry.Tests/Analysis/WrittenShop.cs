using System.Globalization;
using System.Text;

namespace Prunella.Telemetry.Tests.Analysis;

/// <summary>Writes the log of a shop: orders that are placed, paid and shipped, with what is wrong from some order on.</summary>
internal sealed class WrittenShop(int seed)
{
    private static readonly DateTime Begin = new(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
    private readonly Random _random = new(seed);
    private readonly List<(double Second, string Text)> _lines = [];

    /// <summary>From this order on it is wrong.</summary>
    public int From { get; init; }

    /// <summary>What is wrong.</summary>
    public string Wrong { get; init; } = "";

    public string Write(int orders)
    {
        Say(0, "INF", "Shop.Host", "listening on port 8080");
        for (int i = 0; i < 40; i++)
            Say(i / 10.0, "INF", "Shop.Host", $"module {i} loaded");
        double time = 5;
        for (int order = 0; order < orders; order++)
        {
            time += -Math.Log(1 - _random.NextDouble()) * 2;
            Order(order, time);
        }

        var text = new StringBuilder();
        foreach ((double second, string line) in _lines.OrderBy(static line => line.Second))
            text.Append(CultureInfo.InvariantCulture, $"{Begin.AddSeconds(second):yyyy-MM-dd HH:mm:ss.fff} {line}\n");
        return text.ToString();
    }

    private void Order(int order, double time)
    {
        bool wrong = order >= From;
        string id = $"ord-{order:x6}";
        double query = 12 * Math.Exp(0.4 * (_random.NextDouble() + _random.NextDouble() - 1));
        Say(time, "INF", "Shop.Orders", $"order {id} placed for customer {_random.Next(900)}");
        Say(time + 0.01, "INF", "Shop.Store", $"query of stock done in {(wrong && Wrong == "performance" ? 3 * query : query):0.0} ms");
        int stock = wrong && Wrong == "value" && order % 20 == 3 ? -_random.Next(1, 5) : _random.Next(0, 90);
        Say(time + 0.02, "INF", "Shop.Store", $"stock of article {_random.Next(50)} is {stock}");
        bool early = wrong && Wrong == "sequence" && order % 4 == 0;
        Say(time + (early ? 0.5 : 0.1), "INF", "Shop.Payment", $"payment of {id} taken");
        Say(time + (early ? 0.1 : 0.5), "INF", "Shop.Parcels", $"parcel of {id} sent");
        if (!(wrong && Wrong == "coverage"))
            Say(time + 0.6, "INF", "Shop.Mail", $"mail about {id} sent");
        string state = wrong && Wrong == "state" && order % 30 == 7 ? "Shipped to Placed" : _random.Next(3) switch { 0 => "Placed to Paid", 1 => "Paid to Shipped", _ => "Placed to Cancelled" };
        Say(time + 0.7, "INF", "Shop.Orders", $"order {id} went from {state}");
        if (_random.Next(8) == 0)
            Say(time + 0.8, "WRN", "Shop.Store", $"cache missed {_random.Next(90)} articles");
        if (wrong && Wrong == "errors" && order % 10 == 0)
            Say(time + 0.2, "ERR", "Shop.Host", "An unhandled exception was met\nSystem.InvalidOperationException: no price\n   at Shop.Prices.Of(Int32 article) in Prices.cs:line 7");
        if (Wrong == "errors" && order % 40 == 1)
            Say(time + 0.3, "ERR", "Shop.Host", "An unhandled exception was met\nSystem.TimeoutException: no answer\n   at Shop.Bank.Ask() in Bank.cs:line 3");
    }

    private void Say(double second, string level, string logger, string text) => _lines.Add((second, $"[{level}] {logger}: {text}"));
}
