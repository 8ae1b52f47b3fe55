using System.Net;
using System.Text;
using System.Text.Json;

namespace Shop.Load;

/// <summary>What customers of the shop do: of ten requests six place an order, three read back one that was confirmed, one reads the catalogue.</summary>
/// <remarks>An order that was confirmed and can not be read back comes out as an error, so a lost order is seen.</remarks>
/// <param name="target">The gateway; written into the requests.</param>
/// <param name="run">Sets the idempotency keys of this run apart from those of others.</param>
public sealed class ShopScript(IPEndPoint target, string run) : ILoadScript
{
    private static readonly string[] Skus = ["selfheal-tea", "selfheal-salve", "selfheal-seeds"];

    private readonly ConfirmedOrders _confirmed = new();

    /// <inheritdoc/>
    public LoadRequest Next(long number) => (number % 10) switch
    {
        < 6 => Place(number),
        < 9 when _confirmed.Pick(number) is { } id => ReadBack(id),
        _ => Catalog(),
    };

    private LoadRequest Place(long number)
    {
        string sku = Skus[number % Skus.Length];
        long quantity = 1 + number % 3;
        string body = $$"""{"sku":"{{sku}}","quantity":{{quantity}}}""";
        string headers = $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nIdempotency-Key: {run}-{number}\r\n";
        return new LoadRequest(Wire("POST", "/orders", headers, body), answer =>
        {
            if (answer.Status != 201 || Json(answer) is not { ValueKind: JsonValueKind.Object } order)
                return false;
            _confirmed.Add(order.GetProperty("id").GetGuid());
            return order.GetProperty("sku").GetString() == sku && order.GetProperty("quantity").GetInt64() == quantity;
        });
    }

    private LoadRequest ReadBack(Guid id) => new(
        Wire("GET", $"/orders/{id}"),
        answer => answer.Status == 200 && Json(answer) is { } order && order.GetProperty("id").GetGuid() == id);

    private LoadRequest Catalog() => new(
        Wire("GET", "/catalog"),
        static answer => answer.Status == 200 && Json(answer) is { ValueKind: JsonValueKind.Array } items && items.GetArrayLength() > 0);

    private byte[] Wire(string method, string path, string headers = "", string body = "") =>
        Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {target}\r\n{headers}\r\n{body}");

    private static JsonElement? Json(HttpAnswer answer) =>
        answer.ContentType.StartsWith("application/json", StringComparison.Ordinal) ? JsonElement.Parse(answer.Body.Span) : null;
}
