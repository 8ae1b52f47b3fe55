using System.Net.Http.Json;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Gateway;

/// <summary>The orders service, as the gateway sees it.</summary>
internal sealed class OrdersClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = Downstream.CreateClient(address);

    public async Task<Answer<Order>> PlaceAsync(NewOrder wanted, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(wanted, ShopJson.Default.NewOrder) };
        if (key is not null)
            _ = request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await _http.CallAsync(request, ShopJson.Default.Order, cancellation);
    }

    public async Task<Answer<Order>> FindAsync(Guid id, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/orders/{id}");
        return await _http.CallAsync(request, ShopJson.Default.Order, cancellation);
    }

    public void Dispose() => _http.Dispose();
}
