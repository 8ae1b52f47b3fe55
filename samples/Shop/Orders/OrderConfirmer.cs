using Microsoft.Data.Sqlite;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>Reserves the stock of orders that were accepted without it, oldest first, as soon as the inventory answers again.</summary>
internal sealed partial class OrderConfirmer(OrderDatabase database, OrderWriter writer, InventoryClient inventory, ILogger<OrderConfirmer> logger, TimeProvider time)
    : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TurnAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An ordinary stop.
        }
    }

    // A fault must not end the loop: an ended BackgroundService stops the host.
    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        try
        {
            List<Task> moves = [];
            foreach (Order order in database.Accepted(AtOnce))
            {
                Answer<Reservation> answer = await inventory.ReserveAsync(order.Id, new NewReservation(order.Sku, order.Quantity), stoppingToken);
                moves.Add(writer.MoveAsync(order.Id, answer.Value is null ? OrderStatus.Cancelled : OrderStatus.Confirmed));
            }

            await Task.WhenAll(moves);
        }
        catch (UnavailableException)
        {
            // The inventory is still away; so is the rest of this round.
        }
        catch (Exception error) when (error is SqliteException or Prunella.Resilience.IllegalTransitionException)
        {
            ConfirmingFailed(logger, error);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Accepted orders could not be confirmed")]
    private static partial void ConfirmingFailed(ILogger logger, Exception error);
}
