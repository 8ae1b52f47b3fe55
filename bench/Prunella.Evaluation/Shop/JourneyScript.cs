using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Shop.Load;

namespace Prunella.Evaluation.Shop;

/// <summary>What customers and the warehouse do: orders are placed, read, shipped, cancelled; some ask for what is not there. A seed gives the same course.</summary>
internal sealed class JourneyScript(IPEndPoint target, int seed) : ILoadScript
{
    private const int Most = 2_000;
    private static readonly string[] Skus = ["selfheal-tea", "selfheal-salve", "selfheal-seeds"];
    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<Guid> _open = new(), _cancelled = new();

    /// <summary>What is asked for besides, in eight of a hundred requests: a method and a path with <c>{id}</c>.</summary>
    public string? Besides { get; set; }

    public LoadRequest Next(long number)
    {
        double dice = _random.NextDouble();
        int quantity = 1 + _random.Next(3), sku = _random.Next(Skus.Length);
        if (Besides is { } besides && _random.NextDouble() < 0.08 && _open.TryPeek(out Guid any))
            return Send(besides.Replace("{id}", any.ToString(), StringComparison.Ordinal), "", _ => { });
        return dice switch
        {
            < 0.18 when _open.TryPeek(out Guid id) => Send($"GET /orders/{id}", "", _ => { }),
            < 0.30 when _open.TryDequeue(out Guid id) => Send($"POST /orders/{id}/shipment", "", _ => { }),
            < 0.38 when _open.TryDequeue(out Guid id) => Send($"DELETE /orders/{id}", "", _ => Keep(_cancelled, id)),
            < 0.48 => Send("GET /catalog", "", _ => { }),
            < 0.49 => Send($"GET /orders/{Guid.Empty}", "", _ => { }),
            < 0.50 when _cancelled.TryDequeue(out Guid id) => Send($"POST /orders/{id}/shipment", "", _ => { }),
            _ => Send("POST /orders", $$"""{"sku":"{{Skus[sku]}}","quantity":{{quantity}}}""", answer => Keep(_open, IdOf(answer)), $"Idempotency-Key: {seed}-{number}-{Guid.NewGuid():N}\r\n"),
        };
    }

    private static Guid IdOf(HttpAnswer answer)
    {
        using JsonDocument order = JsonDocument.Parse(answer.Body);
        return order.RootElement.GetProperty("id").GetGuid();
    }

    private static void Keep(ConcurrentQueue<Guid> ids, Guid id)
    {
        if (ids.Count < Most)
            ids.Enqueue(id);
    }

    private LoadRequest Send(string what, string body, Action<HttpAnswer> then, string headers = "") => new(
        Encoding.ASCII.GetBytes($"{what} HTTP/1.1\r\nHost: {target}\r\n{headers}{(body.Length > 0 ? "Content-Type: application/json\r\n" : "")}Content-Length: {body.Length}\r\n\r\n{body}"),
        answer =>
        {
            then(answer);
            return true;
        });
}
