using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>Places orders: reserves the stock, then stores the order.</summary>
internal sealed class OrderDesk(OrderDatabase database, OrderWriter writer, StockDesk stock, InventoryClient inventory, OrderMoves moves, Changes changes, ILogger<OrderDesk> logger, TimeProvider time)
{
    /// <remarks>
    /// A key fixes the order's id, and both the reservation and the row are made once for an id:
    /// so a retry finishes what the first try began, wherever that one broke off.
    /// </remarks>
    public async Task<Answer<Order>> PlaceAsync(Guid id, NewOrder wanted, string? key, Stock? early, CancellationToken cancellation)
    {
        await changes.SlowAsync(ShopChange.SlowPlacing, 10);
        if (key is not null && database.Find(id) is { } earlier)
            return Repeated(earlier, wanted);

        Stock taken = early ?? await ReserveAsync(id, wanted, cancellation);
        if (changes.Hits(ShopChange.ReserveTwice))
            taken = await ReserveAsync(id, wanted, cancellation);
        if (taken.Reservation.Value is not { } reserved)
            return new Answer<Order>(null, taken.Reservation.Refusal);
        if (changes.Hits(ShopChange.Overflow))
            throw new OverflowException("The total does not fit.");

        var order = new Order(id, reserved.Sku, reserved.Quantity, reserved.UnitPriceCents * reserved.Quantity, time.GetUtcNow(), taken.Status);
        moves.Wrap(order);
        return await StoreAsync(order) ? Repeated(order, wanted) : Repeated(database.Find(id)!, wanted);
    }

    /// <summary>Reserves the stock of an order.</summary>
    public Task<Stock> ReserveAsync(Guid id, NewOrder wanted, CancellationToken cancellation) => stock.TakeAsync(id, wanted, cancellation);

    /// <summary>The identity of an order: the same for the same key.</summary>
    public Guid IdOf(string? key) => key is null ? Guid.CreateVersion7(time.GetUtcNow()) : new(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    // Not cancelled when the caller leaves: the stock is reserved, so the order is carried through.
    private async Task<bool> StoreAsync(Order order)
    {
        try
        {
            if (!await writer.AddAsync(order))
                return false;
            logger.Stored(order.Id, changes.Hits(ShopChange.NegativeTotal) ? -order.TotalCents : order.TotalCents);
            return true;
        }
        catch (Exception error) when (error is SqliteException or UnavailableException)
        {
            await inventory.ReleaseAsync(order.Id);
            throw new UnavailableException($"The order could not be stored: {error.Message}", error);
        }
    }

    private static Answer<Order> Repeated(Order order, NewOrder wanted) =>
        order.Sku == wanted.Sku && order.Quantity == wanted.Quantity
            ? new Answer<Order>(order, null)
            : new Answer<Order>(null, new ProblemDetails
            {
                Status = (int)HttpStatusCode.UnprocessableEntity,
                Detail = "This idempotency key belongs to another order.",
            });
}
