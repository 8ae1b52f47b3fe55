using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Shop.Gateway;
using Shop.Inventory;
using Shop.Orders;

namespace Shop.Tests;

/// <summary>The three services on ports of the system's choice, in this process, with a database of their own.</summary>
public sealed class ShopFixture : IAsyncDisposable
{
    private readonly List<WebApplication> _services = [];
    private readonly List<IDisposable> _clients = [];

    private ShopFixture()
    {
    }

    public string State { get; } = Directory.CreateTempSubdirectory("shop-").FullName;

    public WebApplication Inventory { get; private set; } = null!;

    public WebApplication Orders { get; private set; } = null!;

    public HttpClient Gateway { get; private set; } = null!;

    public static async Task<ShopFixture> StartAsync(bool faults = false, params string[] settings)
    {
        var shop = new ShopFixture();
        string[] common = ["--urls", "http://127.0.0.1:0", "--SHOP_STATE", shop.State, "--SHOP_FAULTS", faults ? "1" : "0", .. settings];
        shop.Inventory = await shop.StartAsync(InventoryService.Create(common));
        string inventory = Address(shop.Inventory);
        shop.Orders = await shop.StartAsync(OrdersService.Create([.. common, "--INVENTORY_URL", inventory]));
        WebApplication gateway = await shop.StartAsync(
            GatewayService.Create([.. common, "--ORDERS_URL", Address(shop.Orders), "--INVENTORY_URL", inventory]));
        shop.Gateway = shop.ClientOf(gateway);
        return shop;
    }

    public static string Address(WebApplication service) => service.Urls.Single();

    public HttpClient ClientOf(WebApplication service)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address(service)), Timeout = TimeSpan.FromSeconds(30) };
        _clients.Add(client);
        return client;
    }

    public async Task<HttpResponseMessage> PlaceAsync(string sku = "selfheal-tea", int quantity = 2, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Content = JsonContent.Create(new JsonObject { ["sku"] = sku, ["quantity"] = quantity }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Gateway.SendAsync(request);
    }

    public async Task<int> StockAsync(string sku)
    {
        JsonArray items = (await Gateway.GetFromJsonAsync<JsonArray>("/catalog"))!;
        return items.Single(item => (string?)item!["sku"] == sku)!["inStock"]!.GetValue<int>();
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Dispose());
        foreach (WebApplication service in Enumerable.Reverse(_services))
            await service.DisposeAsync();
        Directory.Delete(State, recursive: true);
    }

    private async Task<WebApplication> StartAsync(WebApplication service)
    {
        _services.Add(service);
        await service.StartAsync();
        return service;
    }
}
