using Shop.Contracts;

namespace Shop.Inventory;

/// <summary>The stock, in memory: a restart fills the shelves again. Thread-safe.</summary>
internal sealed class Warehouse
{
    // Enough to know a retry again, which comes within seconds.
    private const int Remembered = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Reservation> _reservations = [];
    private readonly Queue<Guid> _oldestFirst = new();
    private readonly Dictionary<string, CatalogItem> _shelves = new CatalogItem[]
    {
        new("selfheal-tea", "Self-heal tea, 100 g", 690, 1_000_000),
        new("selfheal-salve", "Self-heal salve, 50 ml", 1_250, 1_000_000),
        new("selfheal-seeds", "Self-heal seeds, 1 g", 340, 1_000_000),
        new("herbal-1597", "Gerard's Herball, first edition", 1_999_000, 1),
    }.ToDictionary(static item => item.Sku);

    public CatalogItem[] Catalog()
    {
        lock (_lock)
            return [.. _shelves.Values];
    }

    public ReserveResult Reserve(Guid orderId, NewReservation wanted)
    {
        lock (_lock)
        {
            if (_reservations.TryGetValue(orderId, out Reservation? earlier))
                return new ReserveResult(earlier, IsKnown: true, _shelves[earlier.Sku].InStock);
            if (!_shelves.TryGetValue(wanted.Sku, out CatalogItem? item))
                return new ReserveResult(null, IsKnown: false);
            if (item.InStock < wanted.Quantity)
                return new ReserveResult(null, IsKnown: true);

            _shelves[item.Sku] = item with { InStock = item.InStock - wanted.Quantity };
            var reservation = new Reservation(orderId, item.Sku, wanted.Quantity, item.PriceCents);
            Remember_NeedsLock(reservation);
            return new ReserveResult(reservation, IsKnown: true, item.InStock - wanted.Quantity);
        }
    }

    /// <summary>Puts the stock of an order back that could not be stored; nothing where it is unknown.</summary>
    public void Release(Guid orderId)
    {
        lock (_lock)
        {
            if (_reservations.Remove(orderId, out Reservation? reservation))
            {
                CatalogItem item = _shelves[reservation.Sku];
                _shelves[item.Sku] = item with { InStock = item.InStock + reservation.Quantity };
            }
        }
    }

    private void Remember_NeedsLock(Reservation reservation)
    {
        _reservations.Add(reservation.OrderId, reservation);
        _oldestFirst.Enqueue(reservation.OrderId);
        if (_oldestFirst.Count > Remembered)
            _ = _reservations.Remove(_oldestFirst.Dequeue());
    }
}
