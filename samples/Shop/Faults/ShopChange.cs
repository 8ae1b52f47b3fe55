namespace Shop.Faults;

/// <summary>A change that can be switched on while a service runs: no failure of the machine, but what a deployment may bring.</summary>
public enum ShopChange
{
    /// <summary>Orders: placing an order takes 10 ms longer.</summary>
    SlowPlacing,

    /// <summary>Orders: reading an order from the database takes 12 ms longer.</summary>
    SlowSelect,

    /// <summary>Inventory: the catalogue takes 10 ms longer.</summary>
    SlowCatalog,

    /// <summary>Inventory: reserving takes 60 ms longer.</summary>
    SlowReserving,

    /// <summary>Orders: the stock is reserved before the order is checked.</summary>
    ReserveFirst,

    /// <summary>Orders: orders are not checked.</summary>
    SkipCheck,

    /// <summary>Orders: the stock is reserved twice for one order.</summary>
    ReserveTwice,

    /// <summary>Inventory: nothing is written any more when stock is put back.</summary>
    SilentRelease,

    /// <summary>Orders: no order is wrapped as a gift any more.</summary>
    NoGifts,

    /// <summary>Inventory: a new statement tells of shelves that are filled.</summary>
    FillShelves,

    /// <summary>Orders: placing throws an exception that never was.</summary>
    Overflow,

    /// <summary>Orders: the label of a shipment can not be printed at once. Happens now and then in ordinary times too.</summary>
    PrinterJam,

    /// <summary>Inventory: reserving throws an exception that never was.</summary>
    LostShelf,

    /// <summary>Orders: a cancelled order can be shipped.</summary>
    ShipCancelled,

    /// <summary>Inventory: more is reserved than there is.</summary>
    NegativeStock,

    /// <summary>Orders: a discount is larger than the price.</summary>
    NegativeTotal,

    /// <summary>Gateway: placing an order calls another host.</summary>
    NewHost,

    /// <summary>Gateway: the catalogue is its own copy; the inventory is not asked.</summary>
    OwnCatalog,

    /// <summary>Inventory: another version.</summary>
    NewVersion,

    /// <summary>Orders: the inventory is given no time to answer.</summary>
    Impatient,

    /// <summary>Gateway: placing an order is answered with 202.</summary>
    OtherStatus,
}
