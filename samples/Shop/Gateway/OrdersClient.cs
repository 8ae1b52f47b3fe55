using System.Net.Http.Json;
using Prunella.AspNetCore;
using Prunella.Resilience;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Gateway;

/// <summary>The orders service, as the gateway sees it.</summary>
internal sealed class OrdersClient(HttpClient http)
{
    public const string Service = "orders";

    /// <summary>An order has no second answer: it is tried again, quickly, as often as the budget allows.</summary>
    public static ServiceOptions Protection { get; } = new()
    {
        Retry = new RetryOptions { MaxRetries = 2, InitialDelay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromMilliseconds(200) },
        Timeout = new AttemptTimeoutOptions { Timeout = TimeSpan.FromMilliseconds(1_500) },
    };

    public static void Configure(HttpHealingOptions options)
    {
        options.KeepLastGood = true;
        options.Response = ResponseRules.Json(JsonShape.Object
            .Require("id", JsonKind.String).Require("sku", JsonKind.String).Require("quantity", JsonKind.Number).Require("status", JsonKind.String));
    }

    public async Task<Answer<Order>> PlaceAsync(NewOrder wanted, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(wanted, ShopJson.Default.NewOrder) };
        if (key is not null)
            _ = request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await http.CallAsync(request, ShopJson.Default.Order, cancellation);
    }

    public async Task<Answer<Order>> FindAsync(Guid id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/orders/{id}");
        return await http.CallAsync(request, ShopJson.Default.Order, cancellation);
    }

    public async Task<Answer<Order>> CancelAsync(Guid id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/orders/{id}");
        return await http.CallAsync(request, ShopJson.Default.Order, cancellation);
    }

    public async Task<Answer<Order>> ShipAsync(Guid id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/orders/{id}/shipment");
        return await http.CallAsync(request, ShopJson.Default.Order, cancellation);
    }
}
