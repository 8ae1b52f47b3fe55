using Microsoft.AspNetCore.Mvc;
using Prunella.AspNetCore;
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
        builder.AddDownstream<OrdersClient>(
            OrdersClient.Service, builder.Configuration.GetAddress("ORDERS_URL", port: 5102), OrdersClient.Protection, OrdersClient.Configure);
        builder.AddDownstream<InventoryClient>(
            InventoryClient.Service, builder.Configuration.GetAddress("INVENTORY_URL", port: 5103), InventoryClient.Protection, InventoryClient.Configure);

        WebApplication app = builder.Build();
        app.UseShopDefaults();
        app.MapFaults();
        // What these call heals itself; a second breaker round them would learn nothing more.
        app.MapPost("/orders", PlaceAsync).WithoutSelfHealing();
        app.MapGet("/orders/{id:guid}", FindAsync).WithoutSelfHealing();
        app.MapGet("/catalog", CatalogAsync).WithoutSelfHealing();
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
