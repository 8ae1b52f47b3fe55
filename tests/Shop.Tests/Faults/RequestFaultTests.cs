using System.Net;

namespace Shop.Tests.Faults;

public sealed class RequestFaultTests
{
    private static readonly Uri Catalog = new("/catalog", UriKind.Relative);
    private static readonly Uri Health = new("/health", UriKind.Relative);

    [Theory]
    [InlineData("crash")]
    [InlineData("exit")]
    [InlineData("hang")]
    [InlineData("clear")]
    public async Task Without_the_flag_there_are_no_faults(string fault)
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: false);

        using HttpResponseMessage answer = await OrderAsync(shop.Gateway, fault);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_hang_holds_every_request_until_it_is_cleared()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);
        await AssertAcceptedAsync(shop.Gateway, "hang?seconds=600");
        Task<HttpResponseMessage> health = shop.Gateway.GetAsync(Health);
        Task<HttpResponseMessage> catalog = shop.Gateway.GetAsync(Catalog);
        using var other = await shop.ClientOf(shop.Inventory).GetAsync(Catalog); // a round trip that is not held

        Assert.False(health.IsCompleted);
        Assert.False(catalog.IsCompleted);
        using HttpResponseMessage cleared = await OrderAsync(shop.Gateway, "clear");

        Assert.Equal(HttpStatusCode.OK, (await health).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await catalog).StatusCode);
    }

    [Fact]
    public async Task Slow_requests_take_longer_by_the_asked_time()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);
        await AssertAcceptedAsync(shop.Gateway, "slow?ms=200&seconds=60");
        long start = TimeProvider.System.GetTimestamp();

        using HttpResponseMessage answer = await shop.Gateway.GetAsync(Catalog);

        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task Errors_hit_exactly_their_share_of_the_requests_but_not_the_health_endpoint()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);
        await AssertAcceptedAsync(shop.Gateway, "errors?percent=30&seconds=600");
        int failed = 0;
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage answer = await shop.Gateway.GetAsync(Catalog);
            failed += answer.StatusCode == HttpStatusCode.InternalServerError ? 1 : 0;
            using HttpResponseMessage health = await shop.Gateway.GetAsync(Health);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        Assert.Equal(6, failed);
    }

    [Fact]
    public async Task Wrong_answers_of_every_kind_are_recognised_by_the_next_service()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);
        await AssertAcceptedAsync(shop.ClientOf(shop.Inventory), "wrong?percent=100&seconds=600");
        for (int kind = 0; kind < 3; kind++)
        {
            using HttpResponseMessage direct = await shop.ClientOf(shop.Inventory).GetAsync(Catalog);
            Assert.Equal(HttpStatusCode.OK, direct.StatusCode);
        }

        for (int kind = 0; kind < 3; kind++)
        {
            using HttpResponseMessage viaGateway = await shop.Gateway.GetAsync(Catalog);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, viaGateway.StatusCode);
        }
    }

    [Theory]
    [InlineData("hang?seconds=0")]
    [InlineData("hang?seconds=601")]
    [InlineData("starve?seconds=-1")]
    [InlineData("spin?threads=65")]
    [InlineData("leak?mb_per_s=0")]
    [InlineData("leak?max_mb=4097")]
    [InlineData("errors?percent=101")]
    [InlineData("wrong?percent=0")]
    [InlineData("crash-on-start?times=101")]
    public async Task A_fault_without_bounds_is_refused(string fault)
    {
        await using ShopFixture shop = await ShopFixture.StartAsync(faults: true);

        using HttpResponseMessage answer = await OrderAsync(shop.Gateway, fault);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> OrderAsync(HttpClient service, string fault) =>
        service.PostAsync(new Uri($"/faults/{fault}", UriKind.Relative), content: null);

    private static async Task AssertAcceptedAsync(HttpClient service, string fault)
    {
        using HttpResponseMessage answer = await OrderAsync(service, fault);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
