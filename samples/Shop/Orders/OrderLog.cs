using Shop.Contracts;

namespace Shop.Orders;

internal static partial class OrderLog
{
    [LoggerMessage(20, LogLevel.Information, "Order {OrderId} for {Quantity} of {Sku} received")]
    public static partial void Received(this ILogger logger, Guid orderId, int quantity, string sku);

    [LoggerMessage(21, LogLevel.Information, "Order {OrderId} stored at {TotalCents} cents")]
    public static partial void Stored(this ILogger logger, Guid orderId, long totalCents);

    [LoggerMessage(22, LogLevel.Information, "Order {OrderId} moved from {From} to {To}")]
    public static partial void Moved(this ILogger logger, Guid orderId, OrderStatus from, OrderStatus to);

    [LoggerMessage(23, LogLevel.Information, "Order {OrderId} is wrapped as a gift")]
    public static partial void Wrapped(this ILogger logger, Guid orderId);

    [LoggerMessage(24, LogLevel.Warning, "Order {OrderId} is {Status} and can not become {Wanted}")]
    public static partial void Refused(this ILogger logger, Guid orderId, OrderStatus status, OrderStatus wanted);

    [LoggerMessage(25, LogLevel.Error, "The label of {OrderId} could not be printed, trying again")]
    public static partial void LabelFailed(this ILogger logger, Guid orderId, Exception error);
}
