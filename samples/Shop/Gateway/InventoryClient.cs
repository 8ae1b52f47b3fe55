using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Gateway;

/// <summary>The inventory service, as the gateway sees it.</summary>
internal sealed class InventoryClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = Downstream.CreateClient(address);

    public async Task<Answer<CatalogItem[]>> CatalogAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/catalog");
        return await _http.CallAsync(request, ShopJson.Default.CatalogItemArray, cancellation);
    }

    public void Dispose() => _http.Dispose();
}
