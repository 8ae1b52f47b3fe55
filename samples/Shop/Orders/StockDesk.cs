using Prunella.Resilience;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>Gets the stock of an order; where the inventory does not answer, the promise of it.</summary>
internal sealed class StockDesk(InventoryClient inventory, PriceBook prices, SelfHealingEngine engine)
{
    public const string Service = "stock";

    // The client has retry, breaker and timeout of its own; what is added here is the degraded way.
    public static ServiceOptions Protection { get; } = new() { Retry = null, CircuitBreaker = null, Timeout = null };

    /// <exception cref="UnavailableException">The inventory does not answer, and the price is not known.</exception>
    public Task<Stock> TakeAsync(Guid orderId, NewOrder wanted, CancellationToken cancellation)
    {
        var options = new CallOptions<Stock> { Fallback = (error, _) => new(Promise(orderId, wanted, error)) };
        return engine.ExecuteAsync(Service, token => new ValueTask<Stock>(ReserveAsync(orderId, wanted, token)), options, cancellation).AsTask();
    }

    private async Task<Stock> ReserveAsync(Guid orderId, NewOrder wanted, CancellationToken cancellation)
    {
        Answer<Reservation> answer = await inventory.ReserveAsync(orderId, new NewReservation(wanted.Sku, wanted.Quantity), cancellation);
        if (answer.Value is { } reservation)
            prices.Note(reservation);
        return new Stock(answer, OrderStatus.Confirmed);
    }

    private Stock Promise(Guid orderId, NewOrder wanted, Exception error) => prices.TryGet(wanted.Sku, out long cents)
        ? new Stock(new(new Reservation(orderId, wanted.Sku, wanted.Quantity, cents), null), OrderStatus.Accepted)
        : throw error;
}
