using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Prunella.AspNetCore;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;
using Shop.Hosting.Telemetry;

namespace Shop.Inventory;

/// <summary>The service that knows what is on the shelves.</summary>
public static class InventoryService
{
    /// <summary>The service, built but not started.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = ShopService.CreateBuilder(args, "inventory", port: 5103);
        builder.AddFaults(ShopService.StateDirectory(builder.Configuration, "inventory"));
        builder.Services.AddSingleton<Warehouse>();

        WebApplication app = builder.Build();
        app.UseShopDefaults();
        app.MapFaults();
        app.MapGet("/catalog", CatalogAsync).WithSelfHealing("warehouse");
        app.MapPut("/reservations/{orderId:guid}", ReserveAsync).WithSelfHealing("warehouse");
        app.MapDelete("/reservations/{orderId:guid}", Release).WithSelfHealing("warehouse");
        return app;
    }

    private static async Task<IResult> CatalogAsync(Warehouse warehouse, Changes changes)
    {
        using Activity? list = ShopTelemetry.Begin("list shelves");
        await changes.SlowAsync(ShopChange.SlowCatalog, 10);
        return TypedResults.Ok(warehouse.Catalog());
    }

    private static async Task<IResult> ReserveAsync(Guid orderId, NewReservation wanted, Warehouse warehouse, Changes changes, ILogger<Warehouse> logger)
    {
        if (wanted.Quantity <= 0)
            return TypedResults.Problem("The quantity must be positive.", statusCode: StatusCodes.Status400BadRequest);
        using Activity? take = ShopTelemetry.Begin("take stock");
        await changes.SlowAsync(ShopChange.SlowReserving, 60);
        if (changes.Hits(ShopChange.LostShelf))
            throw new KeyNotFoundException($"The shelf of '{wanted.Sku}' is gone.");
        if (changes.Hits(ShopChange.FillShelves))
            logger.Filled(wanted.Sku);
        switch (warehouse.Reserve(orderId, wanted))
        {
            case { Reservation: { } reservation, Left: var left }:
                logger.Reserved(reservation.Quantity, reservation.Sku, orderId, changes.Hits(ShopChange.NegativeStock) ? -left : left);
                return TypedResults.Ok(reservation);
            case { IsKnown: false }:
                return TypedResults.Problem($"There is no article '{wanted.Sku}'.", statusCode: StatusCodes.Status404NotFound);
            default:
                return TypedResults.Problem($"'{wanted.Sku}' is out of stock.", statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static NoContent Release(Guid orderId, Warehouse warehouse, Changes changes, ILogger<Warehouse> logger)
    {
        using Activity? put = ShopTelemetry.Begin("put back");
        warehouse.Release(orderId);
        if (!changes.Hits(ShopChange.SilentRelease))
            logger.Released(orderId);
        return TypedResults.NoContent();
    }
}
