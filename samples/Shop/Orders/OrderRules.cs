using Shop.Contracts;

namespace Shop.Orders;

/// <summary>What an order must look like.</summary>
internal static class OrderRules
{
    private const int MaxQuantity = 100;
    private const int MaxText = 128;

    /// <summary>Every fault at once, by the name of the field; empty where there is none.</summary>
    public static Dictionary<string, string[]> Check(NewOrder order, string? key)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(order.Sku) || order.Sku.Length > MaxText)
            errors["sku"] = [$"must have 1 to {MaxText} characters."];
        if (order.Quantity is < 1 or > MaxQuantity)
            errors["quantity"] = [$"must lie in 1 to {MaxQuantity}, but is {order.Quantity}."];
        if (key is { Length: 0 or > MaxText })
            errors["Idempotency-Key"] = [$"must have 1 to {MaxText} characters."];
        return errors;
    }
}
