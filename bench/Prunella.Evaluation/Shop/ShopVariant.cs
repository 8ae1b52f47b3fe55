using System.Collections.Immutable;
using Prunella.Telemetry.Findings;

namespace Prunella.Evaluation.Shop;

/// <summary>One change of the shop, with the truth about it.</summary>
/// <param name="Name">Its name in recordings.</param>
/// <param name="Class">The class of the finding that tells it.</param>
/// <param name="Service">Of which service it must be told.</param>
internal sealed record ShopVariant(string Name, FindingClass Class, string Service)
{
    /// <summary>The service whose switch is turned; null where none is.</summary>
    public string? At { get; init; }

    /// <summary>How many of a hundred times it hits.</summary>
    public int Percent { get; init; } = 100;

    /// <summary>What customers ask for besides, <c>{id}</c> standing for an order; null for nothing new.</summary>
    public string? Request { get; init; }

    /// <summary>A route that the document declares and nobody serves; null for a true document.</summary>
    public string? Lie { get; init; }

    /// <summary>What follows honestly from the change: neither right nor wrong to tell.</summary>
    public ImmutableArray<(FindingClass Class, string Service)> Entailed { get; init; } = [];

    /// <summary>All of them; each class has three or more.</summary>
    public static ImmutableArray<ShopVariant> All { get; } =
    [
        new("SlowPlacing", FindingClass.Performance, "orders") { At = "orders" },
        new("SlowSelect", FindingClass.Performance, "orders") { At = "orders" },
        new("SlowCatalog", FindingClass.Performance, "inventory") { At = "inventory" },
        new("SlowReserving", FindingClass.Performance, "inventory") { At = "inventory", Percent = 20 },
        new("ReserveFirst", FindingClass.Behaviour, "orders") { At = "orders", Entailed = [(FindingClass.Behaviour, "inventory")] },
        new("SkipCheck", FindingClass.Behaviour, "orders") { At = "orders", Percent = 30 },
        new("ReserveTwice", FindingClass.Behaviour, "orders") { At = "orders", Entailed = [(FindingClass.Behaviour, "inventory")] },
        new("SilentRelease", FindingClass.Coverage, "inventory") { At = "inventory" },
        new("NoGifts", FindingClass.Coverage, "orders") { At = "orders" },
        new("FillShelves", FindingClass.Coverage, "inventory") { At = "inventory", Percent = 6 },
        new("NewRoute", FindingClass.Coverage, "gateway") { Request = "GET /orders/{id}/status" },
        new("Overflow", FindingClass.Errors, "orders") { At = "orders", Percent = 3 },
        new("PrinterJam", FindingClass.Errors, "orders") { At = "orders", Percent = 50 },
        new("LostShelf", FindingClass.Errors, "inventory") { At = "inventory", Percent = 4 },
        new("ShipCancelled", FindingClass.State, "orders") { At = "orders", Entailed = [(FindingClass.Behaviour, "orders"), (FindingClass.Coverage, "orders")] },
        new("NegativeStock", FindingClass.State, "inventory") { At = "inventory", Percent = 3 },
        new("NegativeTotal", FindingClass.State, "orders") { At = "orders", Percent = 3 },
        new("NewHost", FindingClass.Dependencies, "gateway") { At = "gateway" },
        new("OwnCatalog", FindingClass.Dependencies, "gateway") { At = "gateway" },
        new("NewVersion", FindingClass.Dependencies, "inventory") { At = "inventory" },
        new("Impatient", FindingClass.Dependencies, "orders") { At = "orders", Percent = 6 },
        new("Invoice", FindingClass.Documentation, "gateway") { Request = "GET /orders/{id}/invoice", Entailed = [(FindingClass.Coverage, "gateway")] },
        new("Coupons", FindingClass.Documentation, "gateway") { Request = "GET /coupons/{id}", Lie = "/coupons/{code}" },
        new("OtherStatus", FindingClass.Documentation, "gateway") { At = "gateway" },
    ];
}
