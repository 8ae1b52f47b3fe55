using System.Net.Http.Json;
using Prunella.AspNetCore;
using Prunella.Resilience;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>The inventory service, as the orders service sees it.</summary>
internal sealed class InventoryClient(HttpClient http, Changes changes)
{
    public const string Service = "inventory-http";

    // Whether a call is worth making, and how long to wait for it, is known where there is another way: by the stock desk.
    public static ServiceOptions Protection { get; } = new() { Retry = null, CircuitBreaker = null, Timeout = null };

    public static void Configure(HttpHealingOptions options) => options.Response = ResponseRules.Json(JsonShape.Object
        .Require("orderId", JsonKind.String).Require("sku", JsonKind.String).Require("quantity", JsonKind.Number).Require("unitPriceCents", JsonKind.Number))
        with { Statuses = (200, 200) };

    public async Task<Answer<Reservation>> ReserveAsync(Guid orderId, NewReservation wanted, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/reservations/{orderId}")
        {
            Content = JsonContent.Create(wanted, ShopJson.Default.NewReservation),
        };
        if (!changes.Hits(ShopChange.Impatient))
            return await http.CallAsync(request, ShopJson.Default.Reservation, cancellation);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<Answer<Reservation>> call = http.CallAsync(request, ShopJson.Default.Reservation, soon.Token);
        await soon.CancelAsync();
        try
        {
            return await call;
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new UnavailableException("The inventory was given no time.", error);
        }
    }

    /// <summary>Puts the stock back as well as it can: the caller already fails, and a retry with the same key reserves nothing anew.</summary>
    public async Task ReleaseAsync(Guid orderId)
    {
        try
        {
            using HttpResponseMessage response = await http.DeleteAsync(new Uri($"/reservations/{orderId}", UriKind.Relative));
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or CallRejectedException or AttemptTimeoutException)
        {
            // The inventory is away as well; its stock is counted anew when it starts.
        }
    }
}
