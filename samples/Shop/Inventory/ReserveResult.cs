using Shop.Contracts;

namespace Shop.Inventory;

/// <summary>What became of a wish for stock.</summary>
/// <param name="Reservation">The stock set aside; null where there is none.</param>
/// <param name="IsKnown">Whether the article is in the catalogue.</param>
/// <param name="Left">How many are left on its shelf.</param>
internal readonly record struct ReserveResult(Reservation? Reservation, bool IsKnown, int Left = 0);
