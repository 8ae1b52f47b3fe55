using System.Collections.Concurrent;
using Shop.Contracts;

namespace Shop.Orders;

/// <summary>The last known price of each article that was ever reserved: what an order is accepted at while the inventory is away. Thread-safe.</summary>
/// <remarks>Bounded by the catalogue: only articles that the inventory knows get in.</remarks>
internal sealed class PriceBook
{
    private readonly ConcurrentDictionary<string, long> _cents = new(StringComparer.Ordinal);

    public void Note(Reservation reservation) => _cents[reservation.Sku] = reservation.UnitPriceCents;

    public bool TryGet(string sku, out long cents) => _cents.TryGetValue(sku, out cents);
}
