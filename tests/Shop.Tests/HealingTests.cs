using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.Tests;

public sealed class HealingTests
{
    private static readonly Uri Catalog = new("/catalog", UriKind.Relative);

    [Fact]
    public async Task An_order_is_accepted_while_the_inventory_fails_and_confirmed_once_it_is_back()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);
        using HttpResponseMessage known = await shop.PlaceAsync("selfheal-tea", 1); // from here on its price is known
        HttpClient inventory = shop.ClientOf(shop.Inventory);
        await FaultAsync(inventory, "errors?percent=100&seconds=600");

        using HttpResponseMessage placed = await shop.PlaceAsync("selfheal-tea", 2);

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        JsonObject order = (await placed.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("Accepted", (string?)order["status"]);
        Assert.Equal(1_380, order["totalCents"]!.GetValue<int>());
        await FaultAsync(inventory, "clear");
        Assert.Equal("Confirmed", await FinalStatusAsync(shop, placed.Headers.Location!));
    }

    [Fact]
    public async Task The_catalogue_comes_from_the_past_while_the_inventory_answers_nonsense()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);
        string good = await shop.Gateway.GetStringAsync(Catalog);
        HttpClient inventory = shop.ClientOf(shop.Inventory);
        await FaultAsync(inventory, "wrong?percent=100&seconds=600");

        Assert.Equal(good, await shop.Gateway.GetStringAsync(Catalog));
    }

    [Fact]
    public async Task Switched_off_nothing_is_healed()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true, "--Prunella:SELF_HEALING_ENABLED", "false");
        using HttpResponseMessage known = await shop.PlaceAsync("selfheal-tea", 1);
        using HttpResponseMessage catalog = await shop.Gateway.GetAsync(Catalog);
        HttpClient inventory = shop.ClientOf(shop.Inventory);
        await FaultAsync(inventory, "errors?percent=100&seconds=600");

        using HttpResponseMessage placed = await shop.PlaceAsync("selfheal-tea", 2);
        using HttpResponseMessage asked = await shop.Gateway.GetAsync(Catalog);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, placed.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, asked.StatusCode);
    }

    private static async Task FaultAsync(HttpClient service, string fault)
    {
        using HttpResponseMessage answer = await service.PostAsync(new Uri($"/faults/{fault}", UriKind.Relative), content: null);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<string?> FinalStatusAsync(ShopFixture shop, Uri order)
    {
        long begun = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        string? status = "Accepted";
        while (status == "Accepted" && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60))
        {
            _ = await pause.WaitForNextTickAsync();
            status = (string?)(await shop.Gateway.GetFromJsonAsync<JsonObject>(order))!["status"];
        }

        return status;
    }
}
