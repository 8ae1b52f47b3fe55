namespace Shop.Contracts;

/// <summary>An article on sale.</summary>
/// <param name="Sku">Its name in orders.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="PriceCents">The price of one, in cents.</param>
/// <param name="InStock">How many can still be ordered.</param>
public sealed record CatalogItem(string Sku, string Name, long PriceCents, int InStock);
