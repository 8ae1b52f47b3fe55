using Prunella.AspNetCore;
using Prunella.Resilience;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Gateway;

/// <summary>The inventory service, as the gateway sees it.</summary>
internal sealed class InventoryClient(HttpClient http)
{
    public const string Service = "inventory";

    /// <summary>A catalogue of a moment ago is better than none, or than one that takes long: so do not ask twice, and answer from the past.</summary>
    public static ServiceOptions Protection { get; } = new()
    {
        Retry = null,
        CircuitBreaker = new CircuitBreakerOptions { ResetTimeout = TimeSpan.FromSeconds(5) },
        Timeout = new AttemptTimeoutOptions { Timeout = TimeSpan.FromSeconds(1), UsualTimes = 5, Least = TimeSpan.FromMilliseconds(10) },
    };

    public static void Configure(HttpHealingOptions options)
    {
        options.KeepLastGood = true;
        options.SoftTimeout = true;
        options.Response = ResponseRules.Json(JsonShape.Array
            .Require("[].sku", JsonKind.String).Require("[].name", JsonKind.String)
            .Require("[].priceCents", JsonKind.Number).Require("[].inStock", JsonKind.Number));
    }

    public async Task<Answer<CatalogItem[]>> CatalogAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/catalog");
        return await http.CallAsync(request, ShopJson.Default.CatalogItemArray, cancellation);
    }

    /// <summary>Calls the same machine by another name: to whoever looks at telemetry, another host.</summary>
    public async Task PingAsync(CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.GetAsync(new UriBuilder(http.BaseAddress!) { Host = "localhost", Path = "/alive" }.Uri, cancellation);
    }
}
