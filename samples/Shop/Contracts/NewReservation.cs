namespace Shop.Contracts;

/// <summary>Stock to be set aside for an order.</summary>
/// <param name="Sku">The article.</param>
/// <param name="Quantity">How many, positive.</param>
public sealed record NewReservation(string Sku, int Quantity);
