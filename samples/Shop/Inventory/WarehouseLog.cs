namespace Shop.Inventory;

internal static partial class WarehouseLog
{
    [LoggerMessage(30, LogLevel.Information, "Reserved {Quantity} of {Sku} for {OrderId}, {Left} left")]
    public static partial void Reserved(this ILogger logger, int quantity, string sku, Guid orderId, int left);

    [LoggerMessage(31, LogLevel.Information, "The stock of {OrderId} is back on its shelf")]
    public static partial void Released(this ILogger logger, Guid orderId);

    [LoggerMessage(32, LogLevel.Information, "Shelf of {Sku} filled up")]
    public static partial void Filled(this ILogger logger, string sku);
}
