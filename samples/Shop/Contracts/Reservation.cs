namespace Shop.Contracts;

/// <summary>Stock that is set aside for an order.</summary>
/// <param name="OrderId">The order; reserving twice for one order takes the stock once.</param>
/// <param name="Sku">The article.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPriceCents">The price of one, in cents.</param>
public sealed record Reservation(Guid OrderId, string Sku, int Quantity, long UnitPriceCents);
