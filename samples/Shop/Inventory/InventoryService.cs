using Prunella.AspNetCore;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;

namespace Shop.Inventory;

/// <summary>The service that knows what is on the shelves.</summary>
public static class InventoryService
{
    /// <summary>The service, built but not started.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = ShopService.CreateBuilder(args, port: 5103);
        builder.AddFaults(ShopService.StateDirectory(builder.Configuration, "inventory"));
        builder.Services.AddSingleton<Warehouse>();

        WebApplication app = builder.Build();
        app.UseShopDefaults();
        app.MapFaults();
        app.MapGet("/catalog", static (Warehouse warehouse) => TypedResults.Ok(warehouse.Catalog())).WithSelfHealing("warehouse");
        app.MapPut("/reservations/{orderId:guid}", Reserve).WithSelfHealing("warehouse");
        app.MapDelete("/reservations/{orderId:guid}", static (Guid orderId, Warehouse warehouse) =>
        {
            warehouse.Release(orderId);
            return TypedResults.NoContent();
        }).WithSelfHealing("warehouse");
        return app;
    }

    private static IResult Reserve(Guid orderId, NewReservation wanted, Warehouse warehouse) =>
        wanted.Quantity <= 0
            ? TypedResults.Problem("The quantity must be positive.", statusCode: StatusCodes.Status400BadRequest)
            : warehouse.Reserve(orderId, wanted) switch
            {
                { Reservation: { } reservation } => TypedResults.Ok(reservation),
                { IsKnown: false } => TypedResults.Problem($"There is no article '{wanted.Sku}'.", statusCode: StatusCodes.Status404NotFound),
                _ => TypedResults.Problem($"'{wanted.Sku}' is out of stock.", statusCode: StatusCodes.Status409Conflict),
            };
}
