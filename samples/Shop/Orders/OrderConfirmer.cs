using Microsoft.Data.Sqlite;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>Reserves the stock of orders that were accepted without it, oldest first, as soon as the inventory answers again.</summary>
internal sealed partial class OrderConfirmer(OrderDatabase database, OrderWriter writer, StockDesk stock, ILogger<OrderConfirmer> logger, TimeProvider time)
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
                Stock redeemed = await stock.RedeemAsync(order, stoppingToken);
                moves.Add(writer.MoveAsync(order.Id, redeemed.Reservation.Value is null ? OrderStatus.Cancelled : OrderStatus.Confirmed));
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
