using Prunella.Resilience;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>Gets the stock of an order; where the inventory does not answer as soon as usual, the promise of it.</summary>
internal sealed class StockDesk(InventoryClient inventory, PriceBook prices, SelfHealingEngine engine)
{
    public const string Service = "inventory";

    /// <summary>An order can be accepted without it: so do not wait long, and leave the second try to <see cref="OrderConfirmer"/>.</summary>
    public static ServiceOptions Protection { get; } = new()
    {
        Retry = null,
        CircuitBreaker = new CircuitBreakerOptions { ProbeAfterRejections = 200, ResetTimeout = TimeSpan.FromSeconds(5) },
        Timeout = new AttemptTimeoutOptions { Timeout = TimeSpan.FromSeconds(1), UsualTimes = 5, Least = TimeSpan.FromMilliseconds(10) },
    };

    /// <summary>Reserves the stock; or promises it, at the last known price.</summary>
    /// <exception cref="UnavailableException">The inventory does not answer, and the price is not known.</exception>
    public Task<Stock> TakeAsync(Guid orderId, NewOrder wanted, CancellationToken cancellation) => RunAsync(
        new NewReservation(wanted.Sku, wanted.Quantity), orderId,
        new CallOptions<Stock>
        {
            MayOutliveCaller = true, // a reservation that comes late is the one that the confirmer will ask for
            Fallback = (error, _) => new(Promise(orderId, wanted, error)),
        },
        cancellation);

    /// <summary>Reserves the stock of an order that was accepted on a promise.</summary>
    /// <exception cref="UnavailableException">The inventory does not answer.</exception>
    public Task<Stock> RedeemAsync(Order order, CancellationToken cancellation) =>
        RunAsync(new NewReservation(order.Sku, order.Quantity), order.Id, options: null, cancellation);

    private async Task<Stock> RunAsync(NewReservation wanted, Guid orderId, CallOptions<Stock>? options, CancellationToken cancellation)
    {
        try
        {
            return await engine.ExecuteAsync(Service, token => ReserveAsync(orderId, wanted, token), options, cancellation);
        }
        catch (Exception error) when (error is CallRejectedException or TimeoutException)
        {
            throw new UnavailableException($"The inventory does not answer: {error.Message}", error);
        }
    }

    private async ValueTask<Stock> ReserveAsync(Guid orderId, NewReservation wanted, CancellationToken cancellation)
    {
        Answer<Reservation> answer = await inventory.ReserveAsync(orderId, wanted, cancellation);
        if (answer.Value is { } reservation)
            prices.Note(reservation);
        return new Stock(answer, OrderStatus.Confirmed);
    }

    private Stock Promise(Guid orderId, NewOrder wanted, Exception error) => prices.TryGet(wanted.Sku, out long cents)
        ? new Stock(new(new Reservation(orderId, wanted.Sku, wanted.Quantity, cents), null), OrderStatus.Accepted)
        : throw error;
}
