namespace Shop.Contracts;

/// <summary>What a customer wants.</summary>
/// <param name="Sku">The article, as the catalogue writes it.</param>
/// <param name="Quantity">How many, 1 to 100.</param>
public sealed record NewOrder(string Sku, int Quantity);
