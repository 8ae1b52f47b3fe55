using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Shop.Tests;

public sealed class OrderFlowTests
{
    [Fact]
    public async Task An_order_reserves_stock_is_stored_and_can_be_read_back()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        int before = await shop.StockAsync("selfheal-tea");

        using HttpResponseMessage placed = await shop.PlaceAsync("selfheal-tea", 2);

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        JsonObject order = (await placed.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(1_380, order["totalCents"]!.GetValue<int>());
        Assert.Equal(before - 2, await shop.StockAsync("selfheal-tea"));
        string? readBack = (await shop.Gateway.GetFromJsonAsync<JsonObject>(placed.Headers.Location))!.ToJsonString();
        Assert.Equal(order.ToJsonString(), readBack);
    }

    [Fact]
    public async Task Tries_with_one_key_make_one_order_even_at_once()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        int before = await shop.StockAsync("selfheal-seeds");

        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => shop.PlaceAsync("selfheal-seeds", 3, key: "one")));

        Assert.All(answers, static answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        string[] bodies = await Task.WhenAll(answers.Select(static answer => answer.Content.ReadAsStringAsync()));
        _ = Assert.Single(bodies.Distinct());
        Assert.Equal(before - 3, await shop.StockAsync("selfheal-seeds"));
    }

    [Fact]
    public async Task A_key_of_another_order_is_refused()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        using HttpResponseMessage first = await shop.PlaceAsync(quantity: 1, key: "mine");

        using HttpResponseMessage second = await shop.PlaceAsync(quantity: 2, key: "mine");

        await AssertProblemAsync(HttpStatusCode.UnprocessableEntity, second);
    }

    [Theory]
    [InlineData("""{"sku":"selfheal-tea","quantity":0}""")]
    [InlineData("""{"sku":"selfheal-tea","quantity":101}""")]
    [InlineData("""{"sku":" ","quantity":1}""")]
    [InlineData("""{"sku":null,"quantity":1}""")]
    [InlineData("""{"sku":"selfheal-tea"}""")]
    [InlineData("""{"sku":"selfheal-tea","quantity":"two"}""")]
    [InlineData("""{"sku":""")]
    [InlineData("")]
    public async Task Bad_input_is_a_problem_with_status_400(string body)
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await shop.Gateway.PostAsync(new Uri("/orders", UriKind.Relative), content);

        await AssertProblemAsync(HttpStatusCode.BadRequest, answer);
    }

    [Fact]
    public async Task What_is_unknown_is_not_found()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();

        await AssertProblemAsync(HttpStatusCode.NotFound, await shop.PlaceAsync(sku: "no-such-herb"));
        await AssertProblemAsync(HttpStatusCode.NotFound, await shop.Gateway.GetAsync(new Uri($"/orders/{Guid.NewGuid()}", UriKind.Relative)));
        await AssertProblemAsync(HttpStatusCode.NotFound, await shop.Gateway.GetAsync(new Uri("/nothing-here", UriKind.Relative)));
    }

    [Fact]
    public async Task What_is_out_of_stock_is_a_conflict()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        using HttpResponseMessage last = await shop.PlaceAsync("herbal-1597", 1);

        using HttpResponseMessage tooLate = await shop.PlaceAsync("herbal-1597", 1);

        Assert.Equal(HttpStatusCode.Created, last.StatusCode);
        await AssertProblemAsync(HttpStatusCode.Conflict, tooLate);
    }

    [Fact]
    public async Task Without_the_inventory_the_answer_is_503_and_says_when_to_try_again()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        await shop.Inventory.StopAsync();

        using HttpResponseMessage answer = await shop.PlaceAsync();

        await AssertProblemAsync(HttpStatusCode.ServiceUnavailable, answer);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Every_service_says_that_it_is_alive_and_ready()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        foreach (HttpClient service in new[] { shop.Gateway, shop.ClientOf(shop.Orders), shop.ClientOf(shop.Inventory) })
        {
            Assert.Equal("alive", await service.GetStringAsync(new Uri("/alive", UriKind.Relative)));
            Assert.Equal("ready", await service.GetStringAsync(new Uri("/health", UriKind.Relative)));
        }
    }

    private static async Task AssertProblemAsync(HttpStatusCode status, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["status"]!.GetValue<int>());
    }
}
