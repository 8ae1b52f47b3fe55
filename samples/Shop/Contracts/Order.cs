namespace Shop.Contracts;

/// <summary>An order that is stored.</summary>
/// <param name="Id">Its identity; the same for each try with one idempotency key.</param>
/// <param name="Sku">The article.</param>
/// <param name="Quantity">How many.</param>
/// <param name="TotalCents">The price of all of them, in cents.</param>
/// <param name="CreatedAt">When it was placed, UTC.</param>
/// <param name="Status">How far it has come.</param>
public sealed record Order(Guid Id, string Sku, int Quantity, long TotalCents, DateTimeOffset CreatedAt, OrderStatus Status);
