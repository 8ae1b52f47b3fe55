using System.Net.Http.Json;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>The inventory service, as the orders service sees it.</summary>
internal sealed class InventoryClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = Downstream.CreateClient(address);

    public async Task<Answer<Reservation>> ReserveAsync(Guid orderId, NewReservation wanted, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/reservations/{orderId}")
        {
            Content = JsonContent.Create(wanted, ShopJson.Default.NewReservation),
        };
        return await _http.CallAsync(request, ShopJson.Default.Reservation, cancellation);
    }

    /// <summary>Puts the stock back as well as it can: the caller already fails, and a retry with the same key reserves nothing anew.</summary>
    public async Task ReleaseAsync(Guid orderId)
    {
        try
        {
            using HttpResponseMessage response = await _http.DeleteAsync(new Uri($"/reservations/{orderId}", UriKind.Relative));
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // The inventory is away as well; its stock is counted anew when it starts.
        }
    }

    public void Dispose() => _http.Dispose();
}
