using System.Diagnostics;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;
using Shop.Hosting.Telemetry;

namespace Shop.Orders;

/// <summary>What becomes of an order once it is confirmed: it is shipped or cancelled.</summary>
internal sealed class OrderMoves(OrderDatabase database, OrderWriter writer, InventoryClient inventory, Changes changes, ILogger<OrderMoves> logger)
{
    private const int Gift = 3;

    /// <returns>The order as it is then; null where there is none. One that could not be shipped keeps its status.</returns>
    public async Task<Order?> ShipAsync(Guid id)
    {
        if (database.Find(id) is not { } order)
            return null;
        bool blind = order.Status == OrderStatus.Cancelled && changes.Hits(ShopChange.ShipCancelled);
        if (!blind && !IsOpen(order, OrderStatus.Shipped))
            return order;
        using (Activity? label = ShopTelemetry.Begin("print label"))
            Print(order);
        return await MoveAsync(order, OrderStatus.Shipped, blind);
    }

    /// <returns>The order as it is then; null where there is none. One that could not be cancelled keeps its status.</returns>
    public async Task<Order?> CancelAsync(Guid id)
    {
        if (database.Find(id) is not { } order)
            return null;
        if (!IsOpen(order, OrderStatus.Cancelled))
            return order;
        await inventory.ReleaseAsync(id);
        return await MoveAsync(order, OrderStatus.Cancelled, blind: false);
    }

    /// <summary>Three of an article are a gift.</summary>
    public void Wrap(Order order)
    {
        if (order.Quantity != Gift || changes.Hits(ShopChange.NoGifts))
            return;
        using Activity? wrap = ShopTelemetry.Begin("wrap gift");
        logger.Wrapped(order.Id);
    }

    private bool IsOpen(Order order, OrderStatus wanted)
    {
        if (order.Status == wanted || OrderLife.Transitions.IsAllowed(order.Status, wanted))
            return true;
        logger.Refused(order.Id, order.Status, wanted);
        return false;
    }

    private async Task<Order> MoveAsync(Order order, OrderStatus to, bool blind)
    {
        _ = await writer.MoveAsync(order.Id, to, blind);
        if (order.Status != to)
            logger.Moved(order.Id, order.Status, to);
        return order with { Status = to };
    }

    private void Print(Order order)
    {
        try
        {
            if (changes.Hits(ShopChange.PrinterJam))
                throw new IOException("The printer has a paper jam.");
        }
        catch (IOException jam)
        {
            logger.LabelFailed(order.Id, jam);
        }
    }
}
