using Microsoft.AspNetCore.Mvc;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;

namespace Shop.Gateway;

/// <summary>The service that customers talk to.</summary>
public static class GatewayService
{
    /// <summary>The service, built but not started.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = ShopService.CreateBuilder(args, port: 5101);
        builder.AddFaults(ShopService.StateDirectory(builder.Configuration, "gateway"));
        builder.Services.AddSingleton(new OrdersClient(builder.Configuration.GetAddress("ORDERS_URL", port: 5102)));
        builder.Services.AddSingleton(new InventoryClient(builder.Configuration.GetAddress("INVENTORY_URL", port: 5103)));

        WebApplication app = builder.Build();
        app.UseShopDefaults();
        app.MapFaults();
        app.MapPost("/orders", PlaceAsync);
        app.MapGet("/orders/{id:guid}", FindAsync);
        app.MapGet("/catalog", CatalogAsync);
        return app;
    }

    private static async Task<IResult> PlaceAsync(
        NewOrder wanted, [FromHeader(Name = "Idempotency-Key")] string? key, OrdersClient orders, CancellationToken cancellation) =>
        await orders.PlaceAsync(wanted, key, cancellation) switch
        {
            { Value: { } order } => TypedResults.Created($"/orders/{order.Id}", order),
            var refused => TypedResults.Problem(refused.Refusal!),
        };

    private static async Task<IResult> FindAsync(Guid id, OrdersClient orders, CancellationToken cancellation) =>
        await orders.FindAsync(id, cancellation) switch
        {
            { Value: { } order } => TypedResults.Ok(order),
            var refused => TypedResults.Problem(refused.Refusal!),
        };

    private static async Task<IResult> CatalogAsync(InventoryClient inventory, CancellationToken cancellation) =>
        await inventory.CatalogAsync(cancellation) switch
        {
            { Value: { } items } => TypedResults.Ok(items),
            var refused => TypedResults.Problem(refused.Refusal!),
        };
}
